import Foundation
import Measurement
import Reporting
import Results

/// Lists the stored runs, the newest first.
struct RunsVerb: Verb {
    static let usage = Usage(
        name: "runs",
        summary: "List the stored runs, the newest first",
        options: [
            .value("--limit", "<n>", "how many at the most (default 20)"),
            StoredRuns.option,
        ],
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let runs: StoredRuns
    private let limit: Int

    init(_ arguments: inout Arguments) {
        runs = StoredRuns(arguments)
        limit = arguments.integer("--limit", in: 1...100_000, default: 20)
    }

    func run() async throws -> ExitCode {
        _ = try runs.newest()
        print(Self.row(["run", "suite", "started", "requests", "errors", "p95", ""]))
        for folder in runs.all.prefix(limit) { print(line(folder)) }
        let left = runs.all.count - limit
        if left > 0 { print("… and \(left) more: --limit \(runs.all.count)") }
        return .success
    }

    private func line(_ folder: ResultsFolder) -> String {
        let name = folder.url.lastPathComponent
        do {
            let run = try ResultsReader.read(folder)
            let report = run.report
            let state = report.validity.isValid ? (run.isComplete ? "" : "unfinished") : "invalid"
            return Self.row([
                name, run.description.title.harmless, run.description.started.formatted(.iso8601), "\(report.requests)",
                report.errorRate.value.map { "\(($0 * 10_000).rounded() / 100) %" } ?? "–",
                report.p95.value.map(\.brief) ?? "–", state,
            ])
        } catch {
            return name + "  can't be read: " + "\(error)".harmless
        }
    }

    private static func row(_ cells: [String]) -> String {
        let widths = [24, 40, 21, 10, 8, 9, 0]
        return zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: " ")
            .trimmingCharacters(in: .whitespaces)
    }
}
