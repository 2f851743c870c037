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
        let variable = ProcessInfo.processInfo.environment["PLIMSOLL_RESULTS"]
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
            throw CommandFailure(
                .missing,
                "there are no stored runs in \(root.path); make one with: swift test --filter Smoke, or name one with --results"
            )
        }
        return newest
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
