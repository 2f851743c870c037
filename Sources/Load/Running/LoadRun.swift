import EventLoop
import Measurement

/// One run: a scenario under a load, against what a transport reaches.
package struct LoadRun<User: VirtualUser>: Sendable {
    private let scenario: UserScenario<User>
    private let model: LoadModel
    private let transport: any Transport<User>
    private let options: RunOptions
    private let sink: any RunSink

    /// A run that can be executed; throws all that is wrong with its parts.
    package init(
        _ scenario: UserScenario<User>, _ model: LoadModel, over transport: any Transport<User>, options: RunOptions,
        sink: any RunSink = NoSink()
    ) throws(InvalidLoad) {
        var faults: [String] = []
        var selected = scenario
        do {
            selected = try scenario.selecting(options.selection)
        } catch {
            faults = error.faults
        }
        faults += model.faults + selected.faults + options.faults(for: model)
        if !faults.isEmpty { throw InvalidLoad(faults: faults) }
        self.scenario = selected
        self.model = model.asRun
        self.transport = transport
        self.options = options
        self.sink = sink
    }

    /// Loads the target and hands back what was measured.
    ///
    /// Throws when the target can't be reached, when what is to happen before the run fails, or when the machine refuses threads; a run that has begun
    /// always has an outcome. A cancelled task ends the run soon, with its outcome.
    package func execute() async throws -> RunOutcome {
        try await verifyFeeders()
        try await transport.verify()
        GeneratorMonitor.raiseDescriptorLimit()
        var outcome: Result<RunOutcome, any Error>
        do {
            for step in scenario.beforeRun { try await step() }
            outcome = .success(try await conduct())
        } catch {
            outcome = .failure(error)
        }
        var invalid: [InvalidReason] = []
        for step in scenario.afterRun {
            do {
                try await step()
            } catch {
                invalid.append(
                    InvalidReason(
                        "what was to be done after the run failed: \(error)",
                        remedy: "mend it, and undo by hand what the run left"))
            }
        }
        return try outcome.get().adding(invalid)
    }

    /// Looks at the data of feeders that the scenario names, on a thread of its own: files may be large and disks slow.
    private func verifyFeeders() async throws {
        let checks = scenario.feederFaults
        if checks.isEmpty { return }
        let faults = try await OwnThread.run(named: "feeders") { checks.flatMap { $0() } }
        if !faults.isEmpty { throw InvalidLoad(faults: faults) }
    }

    /// Has a conductor of its own thread carry the run out, so that neither a busy shard nor a busy caller delays its seconds.
    private func conduct() async throws -> RunOutcome {
        let clock = try Shard(name: "clock")
        let (events, post) = AsyncStream<RunEvent>.makeStream()
        let interruption =
            try options.watchesSignals
            ? Interruption { [isMeantToBeStopped = model.goesOnUntilStopped] in
                let cause = $0.cause.rawValue
                post.yield(
                    .stopRequested(isMeantToBeStopped ? .stopped(cause) : .interrupted(cause), isUrgent: $0.isUrgent))
            } : nil
        defer { interruption?.end() }
        options.control?.connect { post.yield($0) }
        defer { options.control?.disconnect() }
        // A task of its own: a cancelled one could no longer wait for the events of its own end.
        let task = Task(executorPreference: clock) {
            let conductor = RunConductor(
                scenario: scenario, model: model, transport: transport, options: options, sink: sink, clock: clock,
                post: post)
            return try await conductor.conduct(events)
        }
        let outcome = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            post.yield(.stopRequested(.cancelled, isUrgent: false))
        }
        await clock.shutDown()
        return try outcome.get()
    }
}

extension RunOutcome {
    /// The outcome with further reasons why it can't be believed.
    fileprivate func adding(_ reasons: [InvalidReason]) -> RunOutcome {
        RunOutcome(totals: totals, duration: duration, reason: reason, invalid: invalid + reasons)
    }
}
