import EventLoop
import Foundation
import Measurement
public import NATSLoad
public import Plimsoll
import Reporting
import Results

extension QueueTest {
    /// Runs the test, keeps its results like those of any other run, prints its figures and accounts, and returns them.
    ///
    /// The seed comes from `PLIMSOLL_SEED`, the folder from `PLIMSOLL_RESULTS`; `PLIMSOLL_RATE` (of all publishers together), `PLIMSOLL_DURATION` and
    /// `PLIMSOLL_SCALE` change the load as they change any other.
    ///
    /// - Parameter limits: what the figures must or should keep; the report marks each, as for HTTP.
    public func run(against broker: Broker, limits: [RunLimit] = []) async throws -> QueueResult {
        let settings = try HarnessSettings.current()
        let plan = self.plan(against: broker, seed: settings.seed ?? .random(in: 1...999_999_999))
            .applying(settings.overrides)
        let faults = plan.guards.flatMap(\.faults) + (plan.costs?.faults ?? [])
        if !faults.isEmpty { throw SettingsError(faults: faults) }
        let test = RunSurroundings.current
        let keeping = try ResultsKeeping(
            plan: plan, root: settings.resultsRoot, tool: ToolVersion.named, suite: test?.suite, test: test?.test,
            labels: test?.tier.map { ["tier": $0] } ?? [:])
        print("▶ " + plan.lines.joined(separator: "\n"))
        let stopSign = StopSign()
        let interruption = try Interruption { _ in stopSign.raise() }
        defer { interruption.end() }
        var surroundings = QueueRun.Surroundings()
        surroundings.results = keeping.folder
        surroundings.rules = ValidityRules(tier: test?.tier)
        surroundings.slices = { keeping.add($0) }
        surroundings.notice = { keeping.add(kind: Event.warningKind, $0) }
        let result: QueueResult
        do {
            result = try await QueueRun.run(plan, surroundings: surroundings, stopSign: stopSign)
        } catch {
            keeping.discard()
            throw error
        }
        let judged = limits.map { $0.judge(result.report) }
        for limit in judged { keeping.add(limit.event(second: result.report.runDuration / .seconds(1))) }
        try keeping.finish(result)
        let stored = StoredRun(
            description: try keeping.folder.description(), report: result.report,
            events: try ResultsReader.events(of: keeping.folder), folders: [keeping.folder])
        Harness.finished(stored, limits: judged, wasInterrupted: result.wasInterrupted)
        print(result.lines.joined(separator: "\n"))
        return result
    }
}
