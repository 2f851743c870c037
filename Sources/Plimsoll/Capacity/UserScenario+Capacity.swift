public import HTTPLoad
public import Load
import Measurement
import Reporting

extension UserScenario where User == HTTPUser {
    /// Finds the highest rate or number of users at which the target still meets limits, a run a level.
    ///
    ///     let capacity = try await Chat.users.capacity(
    ///         search: .arrivals(from: 50, by: 50, upTo: 1_000, each: .seconds(20)), against: .chat,
    ///         meeting: [.must("p95", below: .milliseconds(300)) { $0.p95 }])
    ///     #expect(capacity.highest >= 200)
    ///
    /// A level whose run is invalid counts as one that wasn't met, with that reason: the generator's end is no answer about the target.
    public func capacity(
        search: CapacitySearch, against target: Target, meeting limits: [RunLimit]
    ) async throws -> CapacityReport {
        let faults = search.faults + (limits.isEmpty ? ["a search for capacity needs limits to be met"] : [])
        if !faults.isEmpty { throw InvalidLoad(faults: faults) }
        var search = search
        var settings = try HarnessSettings.current()
        // The search decides the level; the environment may only make each shorter or longer.
        settings.overrides = LoadOverrides(duration: settings.overrides.duration, scale: settings.overrides.scale)
        var steps: [CapacityReport.Step] = []
        // The runs of a search are steps, and not the test's own runs: a level that fails is what is looked for.
        try await RunSurroundings.$current.withValue(nil) {
            while let level = search.next {
                let report = try await run(search.load(at: level), against: target, settings: settings)
                let judged = limits.map { $0.judge(report) }
                let broken =
                    judged.filter { $0.isRequired && !$0.passed }.map { "\($0.name), but it is \($0.measured)" }
                    + report.validity.reasons.map { "invalid: \($0.reason)" }
                steps.append(CapacityReport.Step(level: level, report: report, broken: broken))
                search.tried(level, met: broken.isEmpty)
            }
        }
        let unit = search.quantity == .users ? "users" : "arrivals/s"
        let highest =
            search.highest.map {
                Figure(
                    $0, text: "\(LoadNumber.words($0)) \(unit)",
                    basis: search.isOpenEnded ? "the most that was tried" : "of \(steps.count) levels tried")
            }
            ?? Figure(
                missing: "not even the first level met the limits: \(steps.last?.broken.joined(separator: "; ") ?? "")")
        return CapacityReport(quantity: search.quantity, steps: steps, highest: highest)
    }
}
