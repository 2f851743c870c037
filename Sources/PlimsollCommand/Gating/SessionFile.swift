import Foundation
import Results

/// What a paired run was begun with, so that it isn't gone on with as something else.
struct SessionFile: Codable, Equatable {
    /// The options that may not change, by their names.
    let options: [String: String]

    init(_ asked: GateOptions) {
        options = [
            "--base": asked.base.text, "--head": asked.head.text, "--git": asked.gitRef ?? "",
            "--suite": asked.suites.joined(separator: ","), "--slices": "\(asked.slices)", "--slice": "\(asked.slice)",
            "--settle": "\(asked.settle)", "--warm-up": "\(asked.warmUp)", "--seed": "\(asked.seed)",
            "--confirm": asked.confirm == nil ? "" : "given", "--debug": asked.isDebug ? "given" : "",
            "--ready": asked.base.ready, "--env-base": Self.variables(asked.base),
            "--env-head": Self.variables(asked.head),
        ]
    }

    /// Returns the names of a side's variables, and a sum of their values, which may be secrets.
    private static func variables(_ side: SideSource) -> String {
        guard !side.environment.isEmpty else { return "" }
        let sorted = side.environment.sorted { $0.key < $1.key }
        return sorted.map(\.key).joined(separator: " ") + " #" + WorkloadHash.of(sorted.flatMap { [$0.key, $0.value] })
    }

    private static func url(_ folder: URL) -> URL { folder.appendingPathComponent("session.json") }

    /// Writes the file of a run that begins; a folder that holds another one is refused, whose blocks would be mixed with the new ones.
    func write(to folder: URL) throws {
        guard !FileManager.default.fileExists(atPath: Self.url(folder).path) else {
            throw CommandFailure(
                .usage,
                "\(folder.path) holds a paired run already; go on with it by --resume, or name another folder with --out"
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: Self.url(folder), options: .atomic)
    }

    /// Checks that a run which is gone on with was begun with the same options; tells all that differ.
    func check(against folder: URL) throws {
        guard let data = try? RegularFile.contents(of: Self.url(folder)),
            let old = try? JSONDecoder().decode(SessionFile.self, from: data)
        else {
            throw CommandFailure(
                .missing,
                "\(folder.path) holds no paired run to go on with; `plimsoll gate` names the folder when it is interrupted"
            )
        }
        let changed = options.filter { (old.options[$0.key] ?? "") != $0.value }.keys.sorted()
        guard changed.isEmpty else {
            let sentences = changed.map { "\($0) “\(old.options[$0] ?? "")”, not “\(options[$0] ?? "")”" }
            throw CommandFailure(
                .usage, "the run in \(folder.path) was begun with \(sentences.joined(separator: ", "))")
        }
    }
}
