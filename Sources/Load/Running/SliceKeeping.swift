import Measurement

/// Keeps the slices of a run as they come: in its totals, in its files, before its guards, and in its progress.
struct SliceKeeping {
    private let model: LoadModel
    private let progress: @Sendable (RunProgress) -> Void
    private let costs: CostModel?
    private let sink: any RunSink
    private let phases: [PhaseMark]
    private var watch: GuardWatch
    private var totals: RunTotals
    private var sinkFailure: String?
    private var requests: Int64 = 0
    private var failures: Int64 = 0
    private var dropped: Int64 = 0
    private var health: SecondSlice?

    init(model: LoadModel, options: RunOptions, sink: any RunSink) {
        self.model = model
        progress = options.progress
        costs = options.costs
        self.sink = sink
        phases = model.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.isExcluded) }
        watch = GuardWatch(model.guards, costs: options.costs)
        totals = RunTotals(phases: phases)
    }

    /// The generator's process was measured at the end of a second; it goes with the next slices.
    mutating func measured(_ tally: HealthTally, second: Int) {
        var slice = SecondSlice(second: second, phase: phase(at: .seconds(second)))
        slice.health = tally
        health = slice
    }

    /// Keeps slices; the reason to end the run, if they show one.
    mutating func keep(_ slices: ShardSlices, second: Int, isStopping: Bool) -> StopReason? {
        var slices = slices
        if let health { slices.merge(ShardSlices(seconds: [health])) }
        health = nil
        let facts = SecondFacts(slices, costs: costs)
        if let costs {
            let last = max(0, second - 1)
            var slice = SecondSlice(second: last, phase: phase(at: .seconds(last)))
            slice.counters[costs.metricName] = facts.cost
            slices.merge(ShardSlices(seconds: [slice]))
        }
        totals.add(slices)
        attempt { try $0.keep(slices) }
        requests += facts.completed
        failures += facts.failed
        dropped += facts.arrivalsDropped
        report(facts, second: second, isStopping: isStopping)
        return isStopping ? nil : watch.secondPassed(facts)
    }

    /// Notes that something happened.
    mutating func note(second: Int, kind: String, _ message: String) {
        attempt { try $0.note(second: second, kind: kind, message: message) }
    }

    /// Notes that the run is being stopped.
    mutating func noteStop(_ reason: StopReason, second: Int) {
        guard let sentence = reason.sentence(after: .seconds(second), of: planned) else { return }
        note(second: second, kind: "stopped", sentence)
    }

    /// What became of the run.
    func outcome(reason: StopReason, after duration: Duration, stuckShards: Int) -> RunOutcome {
        var invalid: [InvalidReason] = []
        if let sentence = reason.sentence(after: duration, of: planned) {
            invalid.append(InvalidReason(sentence, remedy: reason.remedy))
        }
        if stuckShards > 0 {
            invalid.append(
                InvalidReason(
                    "users on \(stuckShards) of the generator's threads didn't end when they were cancelled",
                    remedy: "take calls that block or ignore cancellation out of the scenario"))
        }
        if let sinkFailure {
            invalid.append(
                InvalidReason("not all results could be written: \(sinkFailure)", remedy: "see that the disk has room"))
        }
        return RunOutcome(totals: totals, duration: duration, reason: reason, invalid: invalid)
    }

    private mutating func attempt(_ effect: (any RunSink) throws -> Void) {
        do {
            try effect(sink)
        } catch {
            // The run goes on, and its report says so: what was measured is worth more than its copy.
            sinkFailure = sinkFailure ?? "\(error)"
        }
    }

    private func report(_ facts: SecondFacts, second: Int, isStopping: Bool) {
        let elapsed = Duration.seconds(second)
        progress(
            RunProgress(
                elapsed: elapsed, planned: planned, phase: phases[phase(at: elapsed)].name, users: facts.users,
                inFlight: facts.inFlight, requests: requests, failures: failures, recentRequests: facts.completed,
                recentFailures: facts.failed, p50: facts.response.value(atQuantile: 0.5).map { .nanoseconds($0) },
                p95: facts.response.value(atQuantile: 0.95).map { .nanoseconds($0) }, dropped: dropped,
                isStopping: isStopping))
    }

    /// How long the run is to last; nil until it is stopped.
    private var planned: Duration? { model.goesOnUntilStopped ? nil : model.duration }

    private func phase(at elapsed: Duration) -> Int {
        phases.lastIndex { $0.start <= elapsed } ?? 0
    }
}
