import EventLoop
import Foundation
import Measurement
import NATSLoad
import Results

/// Carries out plans for a verb: prints what happens, keeps the results, and ends in order at Ctrl-C.
struct NATSSession {
    let words: NATSWords
    /// Told of each interval.
    var moment: @Sendable (QueueRun.Moment) -> Void = { _ in }
    var interval: Duration = .seconds(1)
    let stopSign = StopSign()

    /// Runs the plans one after the other; the code says how they ended together.
    func run(_ plan: QueuePlan) async throws -> (result: QueueResult, code: ExitCode) {
        let interruption = try Interruption { [stopSign] _ in stopSign.raise() }
        defer { interruption.end() }
        let keeping = try ResultsKeeping(plan: plan, root: words.results, tool: ToolVersion.named)
        var surroundings = QueueRun.Surroundings()
        surroundings.results = keeping.folder
        surroundings.slices = { keeping.add($0) }
        surroundings.notice = { text in
            print("note: \(text)")
            keeping.add(kind: "warning", text)
        }
        surroundings.interval = interval
        surroundings.moment = moment
        let result: QueueResult
        do {
            result = try await QueueRun.run(plan, surroundings: surroundings, stopSign: stopSign)
        } catch {
            throw CommandFailure(.testFailed, "\(error)")
        }
        try keeping.finish(result)
        for line in Self.report(result) { print(line) }
        print("results: \(keeping.folder.url.relativePath)")
        return (result, Self.code(result))
    }

    static func code(_ result: QueueResult) -> ExitCode {
        if result.wasInterrupted { return .interrupted }
        let published = result.published
        return result.isBalanced && published.refused == 0 && published.unknown == 0 && published.unsent == 0
            ? .success : .testFailed
    }

    /// Latencies, failures, accounts and lags.
    static func report(_ result: QueueResult) -> [String] {
        var lines: [String] = []
        for endpoint in result.report.endpoints {
            let figures = result.report[endpoint.name]
            lines.append("\(endpoint.name): \(figures.requests), \(figures.throughput)")
            lines.append(
                "  p50 \(figures.p50) · p90 \(figures.p90) · p95 \(figures.p95) · p99 \(figures.p99) · p99.9 \(figures.p999)"
                    + " · p99.99 \(figures.quantile(0.9999))")
        }
        for failure in result.report.failuresByKind {
            lines.append("failed (\(failure.kind.rawValue)) \(failure.count) ×: \(failure.message)")
        }
        return lines + result.lines
    }
}
