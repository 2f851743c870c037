import Foundation
import Testing

@testable import PlimsollCommand

/// The verbs that the manifests in ci/kubernetes call.
struct ManifestVerbTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "ci/kubernetes")

    /// The words behind `/opt/plimsoll/plimsoll` in all manifests.
    private static func calls() throws -> [[String]] {
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" } ?? []
        return try files.flatMap { file -> [[String]] in
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            return zip(lines, lines.dropFirst()).compactMap { command, arguments in
                guard command.contains("command: [/opt/plimsoll/plimsoll]"),
                    let begin = arguments.range(of: "args: [")?.upperBound, let end = arguments.lastIndex(of: "]")
                else { return nil }
                return arguments[begin..<end].split(separator: ",").map {
                    $0.trimmingCharacters(in: .init(charactersIn: " \""))
                }
            }
        }
    }

    @Test func areThereAndTakeTheWords() throws {
        let calls = try Self.calls()
        #expect(!calls.isEmpty)
        for words in calls {
            let (verb, rest) = try #require(Verbs.named(by: words), "\(words)")
            var arguments = Arguments(words: rest, usage: verb.usage)
            _ = verb.init(&arguments)
            #expect(arguments.faults == [], "\(words)")
        }
    }
}
