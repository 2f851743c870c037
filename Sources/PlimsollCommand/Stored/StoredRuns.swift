import Foundation
import Results

/// Finds stored runs by what people write: a path, the name of a run's folder, or nothing for the newest.
struct StoredRuns: Sendable {
    /// The folder that holds the runs.
    let root: URL

    /// The option that verbs which read runs have in common.
    static let option = Usage.Option.value(
        "--results", "<folder>", "where runs are stored (default $PLIMSOLL_RESULTS, then .plimsoll/results)")

    init(_ arguments: Arguments) {
        let variable = ProcessInfo.processInfo.environment["PLIMSOLL_RESULTS"].flatMap { $0.isEmpty ? nil : $0 }
        root = URL(fileURLWithPath: arguments.text("--results") ?? variable ?? ResultsFolder.defaultRoot)
    }

    /// Every stored run, the newest first.
    var all: [ResultsFolder] {
        ResultsFolder.list(root: root)
    }

    /// The run that the text names: a path to its folder, or the name or the end of the name of a folder in the root.
    func named(_ text: String) throws(CommandFailure) -> ResultsFolder {
        let path = URL(fileURLWithPath: text)
        if FileManager.default.fileExists(atPath: path.appendingPathComponent("run.json").path) {
            return ResultsFolder(url: path)
        }
        let matches = all.filter { $0.url.lastPathComponent == text || $0.url.lastPathComponent.hasSuffix("-\(text)") }
        guard let match = matches.first else {
            if let obstacle { throw CommandFailure(.missing, obstacle) }
            if !text.isEmpty, FileManager.default.fileExists(atPath: path.path) {
                throw CommandFailure(
                    .missing,
                    "“\(text)” holds no run: a folder of results has a run.json, which is written before the load starts"
                )
            }
            throw CommandFailure(
                .missing, "there is no stored run “\(text)”, neither as a path nor in \(root.path); see: plimsoll runs")
        }
        guard matches.count == 1 else {
            let names = matches.map { $0.url.lastPathComponent }.joined(separator: ", ")
            throw CommandFailure(.usage, "“\(text)” names \(matches.count) runs: \(names)")
        }
        return match
    }

    /// The newest run.
    func newest() throws(CommandFailure) -> ResultsFolder {
        guard let newest = all.first else {
            if let obstacle { throw CommandFailure(.missing, obstacle) }
            throw CommandFailure(
                .missing,
                "there are no stored runs in \(root.path); make one with: swift test --filter Smoke, or name one with --results"
            )
        }
        return newest
    }

    /// Why the root itself can't be looked through; nil when it can, or isn't there.
    private var obstacle: String? {
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: root.path, isDirectory: &isFolder) else { return nil }
        guard isFolder.boolValue else { return "\(root.path) is no folder of results; name another with --results" }
        if files.fileExists(atPath: root.appendingPathComponent("run.json").path) {
            return "\(root.path) is the folder of one run; --results takes the folder that holds such folders"
        }
        do {
            _ = try files.contentsOfDirectory(atPath: root.path)
            return nil
        } catch {
            return "\(root.path) can't be looked through: \(error.localizedDescription)"
        }
    }

    /// Reads a run; what is wrong with its files becomes the command's failure.
    static func read(_ folders: [ResultsFolder]) throws(CommandFailure) -> StoredRun {
        do {
            return try ResultsReader.read(merging: folders)
        } catch {
            throw CommandFailure(.missing, "\(error)")
        }
    }
}
