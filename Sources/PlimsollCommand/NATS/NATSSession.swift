import Cluster
import EventLoop
import Foundation
import Measurement
import NATSLoad
import Reporting
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
        let faults = plan.faultsOfNames
        if !faults.isEmpty { throw CommandFailure(.usage, faults.joined(separator: "; ")) }
        let interruption = try Interruption { [stopSign] _ in stopSign.raise() }
        defer { interruption.end() }
        let keeping = try ResultsKeeping(
            plan: plan, root: words.results, tool: ToolVersion.named, labels: words.tier.map { ["tier": $0] } ?? [:])
        var surroundings = QueueRun.Surroundings()
        surroundings.results = keeping.folder
        surroundings.rules = ValidityRules(tier: words.tier)
        surroundings.slices = { keeping.add($0) }
        surroundings.notice = { text in
            LiveLine.print("note: \(text)")
            keeping.add(kind: "warning", text)
        }
        surroundings.interval = interval
        surroundings.moment = moment
        let result: QueueResult
        do {
            result = try await QueueRun.run(plan, surroundings: surroundings, stopSign: stopSign)
        } catch let stopped as StoppedEarly {
            keeping.discard()
            throw CommandFailure(.interrupted, "\(stopped)")
        } catch {
            keeping.discard()
            throw CommandFailure(.testFailed, "\(error)")
        }
        try keeping.finish(result)
        let stored = StoredRun(
            description: try keeping.folder.description(), report: result.report,
            events: try ResultsReader.events(of: keeping.folder), folders: [keeping.folder])
        print("\n" + TextReport(stored).text)
        for line in result.lines { print(line) }
        return (result, Self.code(result))
    }

    /// Ends a port-forward, and says when it didn't hold.
    static func close(_ forward: PortForward?) {
        guard let forward else { return }
        if forward.reopenings > 0 {
            print(
                "note: the port-forward broke and was opened again \(forward.reopenings) times: \(forward.trouble ?? "")"
            )
        }
        forward.close()
    }

    /// What a verb that carries out plans may end with.
    static let exitCodes: [ExitCode] = [.success, .testFailed, .internalError, .usage, .interrupted]

    static func code(_ result: QueueResult) -> ExitCode {
        if result.wasInterrupted { return .interrupted }
        let published = result.published
        return result.report.validity.isValid && result.isBalanced && published.refused == 0 && published.unknown == 0
            && published.unsent == 0
            ? .success : .testFailed
    }
}
