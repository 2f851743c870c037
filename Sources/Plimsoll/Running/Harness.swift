import Dispatch
import EventLoop
import Foundation
import Gate
package import Load
package import Measurement
import Reporting
import Results

/// Carries a run out in its surroundings: settings from the environment, results on disk, progress and report on the console.
package enum Harness {
    /// Runs a scenario under a load over a transport, and returns what it measured.
    ///
    /// - Parameters:
    ///   - address: where the target is, as the report shows it beside the name.
    ///   - costs: what requests cost, for a budget.
    ///   - limits: what the figures must or should keep; the report marks each.
    ///   - notices: what a reader has to know of how the target was chosen.
    package static func run<User: VirtualUser>(
        _ scenario: UserScenario<User>, _ load: LoadModel, over transport: any Transport<User>, address: String,
        settings: HarnessSettings, costs: CostModel? = nil, limits: [RunLimit] = [], notices: [String] = []
    ) async throws -> RunReport {
        let console = Console.standard
        var notices = notices + load.notices(of: settings.overrides, users: settings.usersVariable)
        let load = load.applying(settings.overrides)
        if settings.isTraced {
            notices.append("PLIMSOLL_TRACE writes every request to standard error: the figures include that")
        }
        if settings.usersFile != nil, load.isOpen {
            notices.append("PLIMSOLL_USERS_FILE changes nothing in this load, which has arrivals and not users")
        }
        var options = RunOptions(seed: settings.seed ?? .random(in: 1...999_999_999), shards: settings.shards)
        options.selection = settings.selection
        options.costs = costs
        let control = RunControl()
        options.control = control
        if !settings.isSlice { options.progress = console.show }
        // A load that can't run leaves no results.
        _ = try LoadRun(scenario, load, over: transport, options: options)
        let target = transport.name == address ? address : "\(transport.name) (\(address))"
        let description = describe(scenario, load, target: target, seed: options.seed, labels: settings.labels)
        let folder = try ResultsFolder.create(root: settings.resultsRoot, run: description)
        let sink = try ResultsSink(folder)
        let run = try LoadRun(scenario, load, over: transport, options: options, sink: sink)
        if !settings.isSlice {
            console.write(([opening(description)] + notices.map { "  note: \($0)" }).joined(separator: "\n"))
        }
        for forecast in costs?.forecast(of: load) ?? [] {
            try sink.keep(Event(second: 0, kind: "cost", message: forecast))
            if !settings.isSlice { console.write("  cost: \(forecast)") }
        }
        let usersFile = settings.usersFile.map { path in
            UsersFile(path: path, control: control, say: { console.write("  note: \($0)") }).watch()
        }
        defer { usersFile?.cancel() }
        for notice in notices { try sink.keep(Event(second: 0, kind: Event.warningKind, message: notice)) }
        let (wall, clock) = (Date(), ContinuousClock.now)
        let outcome: RunOutcome
        do {
            outcome = try await run.execute()
        } catch {
            // Nothing was measured: a folder without figures would look like a run that was killed.
            try? FileManager.default.removeItem(at: folder.url)
            throw error
        }
        console.clear()
        let monotonic = (ContinuousClock.now - clock) / Duration.seconds(1)
        let step = ClockStep(wall: Date().timeIntervalSince(wall), monotonic: monotonic).fault
        let invalid = outcome.invalid + (step.map { [InvalidReason($0, remedy: "run it again")] } ?? [])
        var totals = outcome.totals
        for notice in notices { totals.warn(notice) }
        let report = RunReport(
            totals: totals, duration: outcome.duration,
            // The target was reached for first, so the load started later than the description says.
            started: Date().addingTimeInterval(-outcome.duration.seconds), seed: options.seed, results: folder.url,
            source: FolderSlices(folders: [folder]), rules: description.rules,
            invalid: invalid)
        let judged = limits.map { $0.judge(report) }
        for limit in judged { try sink.keep(limit.event(second: outcome.duration.seconds)) }
        try sink.finish(report, invalid: invalid, second: outcome.duration.seconds)
        let stored = StoredRun(
            description: description, report: report, events: try ResultsReader.events(of: folder), folders: [folder])
        switch outcome.reason {
        case .interrupted, .stopped: Interrupted.note()
        default: break
        }
        if settings.isSlice { return report }
        console.write(TextReport(stored, style: console.style).text)
        if let surroundings = RunSurroundings.current {
            surroundings.finished(FinishedRun(stored: stored, limits: judged, text: TextReport(stored).text))
        }
        return report
    }

    private static func describe<User>(
        _ scenario: UserScenario<User>, _ load: LoadModel, target: String, seed: UInt64,
        labels: [String: String]
    ) -> RunDescription {
        let surroundings = RunSurroundings.current
        let actions = scenario.kinds.flatMap { kind in
            ["\(kind.name) \(kind.share) \(kind.wait) \(kind.order)"] + kind.actions.map { "\($0.name) \($0.weight)" }
        }
        return RunDescription(
            tool: ToolVersion.named, started: Date(), suite: surroundings?.suite, test: surroundings?.test,
            scenario: scenario.name, target: target, load: "\(load)", drawing: load.drawing(),
            planned: load.asRun.duration, seed: seed,
            phases: load.asRun.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.isExcluded) },
            fingerprint: .current(), workloadHash: WorkloadHash.of([load.wholeDescription] + actions),
            labels: labels.merging(surroundings?.tier.map { ["tier": $0] } ?? [:]) { given, _ in given }
                .merging(SourceState.current.labels) { given, _ in given })
    }

    private static func opening(_ run: RunDescription) -> String {
        """
        ▶ \(run.title): \(run.scenario) on \(run.target)
          \(run.load)  \(run.drawing)
          seed \(run.seed)
        """
    }
}
