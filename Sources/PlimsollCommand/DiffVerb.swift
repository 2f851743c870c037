import Foundation
import Reporting
import Results

/// Prints two stored runs side by side: numbers only; verdicts are the gate's.
struct DiffVerb: Verb {
    static let usage = Usage(
        name: "diff",
        summary: "Print two stored runs side by side, numbers only",
        positionals: "[<run> <run>]",
        options: [StoredRuns.option],
        discussion: "Without names: the newest run of a test, and the one before it of the same test.",
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let runs: StoredRuns
    private let names: [String]

    init(_ arguments: inout Arguments) {
        runs = StoredRuns(arguments)
        names = arguments.positionals
        if ![0, 2].contains(names.count) {
            arguments.fault("expected two runs or none, got \(names.count): \(names.joined(separator: ", "))")
        }
    }

    func run() async throws -> ExitCode {
        let folders = try pair()
        let style = TextStyle.automatic(
            isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
        print(
            RunDifference.text(
                try StoredRuns.read([folders.before]), try StoredRuns.read([folders.after]), style: style),
            terminator: "")
        return .success
    }

    private func pair() throws -> (before: ResultsFolder, after: ResultsFolder) {
        guard names.isEmpty else { return (try runs.named(names[0]), try runs.named(names[1])) }
        let newest = try runs.newest()
        let title = try newest.description().title
        let former = runs.all.dropFirst().first { (try? $0.description().title) == title }
        guard let former else {
            throw CommandFailure(
                .missing, "there is no earlier run of “\(title)” in \(runs.root.path) to put beside the newest")
        }
        return (former, newest)
    }
}
