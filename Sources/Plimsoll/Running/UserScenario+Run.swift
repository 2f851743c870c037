public import HTTPLoad
public import Load
public import Measurement

extension UserScenario where User == HTTPUser {
    /// Loads a target with users who act as the scenario says, prints the report, keeps the results and returns the figures.
    ///
    ///     let report = try await Shop.shoppers.run(.users(10, spawning: 2, for: .seconds(20)), against: .shop)
    ///     #expect(report.errorRate < 0.01)
    ///
    /// The environment may change the load, the target's address and where results go; see `HarnessSettings`. Throws when the run can't begin: an
    /// invalid load or setting, a target that can't be reached, a results folder that can't be written.
    ///
    /// - Parameters:
    ///   - load: how many users or arrivals there are, and when.
    ///   - target: what is loaded; one with a launcher is started for the run and ended after it.
    ///   - limits: what the figures must or should keep, marked in the report; plain `#expect`s on what is returned do as well.
    ///   - costs: what requests cost, for a figure in the report and a budget that stops the run.
    @discardableResult
    public func run(
        _ load: LoadModel, against target: Target, limits: [RunLimit] = [], costs: CostModel? = nil
    ) async throws -> RunReport {
        try await run(load, against: target, limits: limits, costs: costs, settings: HarnessSettings.current())
    }

    /// The same with settings that the caller has chosen.
    package func run(
        _ load: LoadModel, against target: Target, limits: [RunLimit] = [], costs: CostModel? = nil,
        settings: HarnessSettings
    ) async throws -> RunReport {
        if let paired = try PairedSettings.read(settings.environment) {
            return try await PairedRun.run(self, load, against: target, paired, settings: settings, costs: costs)
        }
        let notice = TargetResolution.notice(of: target, settings.environment)
        var target = try TargetResolution.resolve(target, settings.environment)
        if settings.isTraced { target.isTraced = true }
        var launched: TargetLauncher.Launched?
        if let launcher = target.launcher {
            launched = try await launcher.launch()
            target.url = launched?.url ?? target.url
            target.launcher = nil
        }
        do {
            let report = try await Harness.run(
                self, load, over: HTTPTransport(target), address: target.url, settings: settings, costs: costs,
                limits: limits, notices: [notice].compactMap(\.self))
            await launched?.stop()
            return report
        } catch {
            await launched?.stop()
            throw error
        }
    }
}
