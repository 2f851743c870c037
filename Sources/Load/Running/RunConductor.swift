import EventLoop
import Measurement

/// Carries a run out: opens the shards, tells them when to begin and end, and gathers once a second what they recorded.
///
/// The thin shell around `RunCourse`, `SliceGathering` and `GuardWatch`, which decide. Lives on the clock's thread.
final class RunConductor<User: VirtualUser> {
    private let scenario: UserScenario<User>
    private let model: LoadModel
    private let transport: any Transport<User>
    private let options: RunOptions
    private let clock: Shard
    private let post: AsyncStream<RunEvent>.Continuation

    private var crew: [(shard: Shard, run: ShardRun<User>)] = []
    private var originNs: Int64 = 0
    private var second = 0
    private var course: RunCourse
    private var gathering: SliceGathering
    private var keeping: SliceKeeping
    private var monitor = GeneratorMonitor(atNs: Shard.now())

    init(
        scenario: UserScenario<User>, model: LoadModel, transport: any Transport<User>, options: RunOptions,
        sink: any RunSink, clock: Shard, post: AsyncStream<RunEvent>.Continuation
    ) {
        self.scenario = scenario
        self.model = model
        self.transport = transport
        self.options = options
        self.clock = clock
        self.post = post
        let shards = Self.shardCount(model, options)
        course = RunCourse(shards: shards, grace: model.gracefulStop)
        gathering = SliceGathering(shards: shards)
        keeping = SliceKeeping(model: model, options: options, sink: sink)
    }

    /// No more shards than users or arrivals in flight, or some would have none.
    private static func shardCount(_ model: LoadModel, _ options: RunOptions) -> Int {
        let most = model.isOpen ? model.inFlightLimit : max(1, Int(model.peak.rounded(.up)))
        return min(options.shards, most)
    }

    /// Carries the run out, to its end.
    func conduct(_ events: AsyncStream<RunEvent>) async throws -> RunOutcome {
        do {
            try await open()
        } catch {
            await closeShards()
            throw error
        }
        armTimers()
        for await event in events {
            handle(event)
            if course.outcome != nil { break }
        }
        let duration = Duration.nanoseconds(max(1, Shard.now() - originNs))
        await gatherLast(events)
        await closeShards()
        return keeping.outcome(
            reason: course.outcome ?? .cancelled, after: duration, stuckShards: course.busyShards.count)
    }

    // MARK: - Beginning

    private func open() async throws {
        let shards = try (0..<Self.shardCount(model, options)).map { try Shard(name: "load-\($0)") }
        // Time for the transports to open before the load begins.
        originNs = Shard.now() + 20_000_000 + Int64(shards.count) * 5_000_000
        let setting = RunSetting(
            scenario: scenario, model: model, transport: transport, options: options, originNs: originNs,
            stop: { [post] in post.yield(.stopRequested($0, isUrgent: false)) })
        var opened: [(Shard, Result<ShardRun<User>, any Error>)] = []
        for (index, shard) in shards.enumerated() {
            let place = ShardPlace(index: index, count: shards.count)
            let post = post
            do {
                let run = try await shard.run {
                    try ShardRun(setting, place: place, shard: shard) { post.yield(.shardBecameIdle(index)) }
                }
                opened.append((shard, .success(run)))
            } catch {
                opened.append((shard, .failure(error)))
            }
        }
        for (shard, result) in opened {
            if case .success(let run) = result { crew.append((shard, run)) } else { await shard.shutDown() }
        }
        for (_, result) in opened { _ = try result.get() }
    }

    private func armTimers() {
        awaitSecond()
        after(model.duration, .planEnded)
        if let deadline = model.deadline, deadline < model.duration {
            after(deadline, .stopRequested(.deadline(deadline), isUrgent: false))
        }
    }

    /// Comes back when the second at hand is over, and what ended in it has been recorded.
    private func awaitSecond() {
        let (second, post) = (second, post)
        _ = clock.at(originNs + Int64(second + 1) * 1_000_000_000 + 10_000_000) { post.yield(.secondEnded(second)) }
    }

    private func after(_ duration: Duration, from ns: Int64? = nil, _ event: RunEvent) {
        let post = post
        _ = clock.at((ns ?? originNs) + duration.nanoseconds) { post.yield(event) }
    }

    // MARK: - What happens

    private func handle(_ event: RunEvent) {
        switch event {
        case .secondEnded(let ended): secondEnded(ended)
        case .drained(let shard, let slices): gathering.answered(shard, slices).map(keep)
        case .shardBecameIdle(let shard): carryOut(course.shardBecameIdle(shard))
        case .planEnded: planEnded()
        case .graceEnded: carryOut(course.graceEnded())
        case .patienceEnded: carryOut(course.patienceEnded())
        case .usersRequested(let count): keepUsers(count)
        case .stopRequested(let reason, let isUrgent): stop(reason, isUrgent: isUrgent)
        }
    }

    private func secondEnded(_ ended: Int) {
        gathering.asked().map(keep)
        keeping.measured(monitor.measure(atNs: Shard.now()), second: ended)
        second = ended + 1
        askShards(before: second)
        awaitSecond()
    }

    private func askShards(before second: Int) {
        for (index, (shard, run)) in crew.enumerated() {
            let post = post
            shard.execute { post.yield(.drained(shard: index, run.drain(before: second))) }
        }
    }

    private func keep(_ slices: ShardSlices) {
        if let reason = keeping.keep(slices, second: second, isStopping: !course.isLoading) { stop(reason) }
    }

    private func keepUsers(_ count: Int) {
        guard course.isLoading else { return }
        keeping.note(second: second, kind: "users", "\(count) users were asked for")
        for (shard, run) in crew { shard.execute { run.keepUsers(count) } }
    }

    private func planEnded() {
        switch model.shape {
        case .iterations(_, _, let within), .sharedIterations(_, _, let within): stop(.timeLimit(within))
        case .users, .arrivals: carryOut(course.planEnded())
        }
    }

    private func stop(_ reason: StopReason, isUrgent: Bool = false) {
        if course.isLoading { keeping.noteStop(reason, second: second) }
        carryOut(course.stopRequested(reason, isUrgent: isUrgent))
    }

    private func carryOut(_ effects: [RunCourse.Effect]) {
        for effect in effects {
            switch effect {
            case .endPlan: for (shard, run) in crew { shard.execute { run.planEnded() } }
            case .stopUsers: for (shard, run) in crew { shard.execute { run.stop() } }
            case .cancelUsers: for (shard, run) in crew { shard.execute { run.cancel() } }
            case .awaitGrace(let grace): after(grace, from: Shard.now(), .graceEnded)
            case .awaitPatience(let patience): after(patience, from: Shard.now(), .patienceEnded)
            case .finish: break
            }
        }
    }

    // MARK: - Ending

    /// Gathers what is left, from shards that answer within a second.
    private func gatherLast(_ events: AsyncStream<RunEvent>) async {
        gathering.asked().map(keep)
        keeping.measured(monitor.measure(atNs: Shard.now()), second: second)
        askShards(before: .max)
        after(.seconds(1), from: Shard.now(), .patienceEnded)
        for await event in events {
            if case .drained(let shard, let slices) = event { gathering.answered(shard, slices).map(keep) }
            if case .patienceEnded = event { break }
            if gathering.isComplete { break }
        }
        // What a shard answered while another didn't.
        gathering.take().map(keep)
    }

    /// Gives the shards back but for those whose users can't be ended: their tasks would have nowhere to go on.
    private func closeShards() async {
        for (index, (shard, run)) in crew.enumerated() where !course.busyShards.contains(index) {
            shard.execute { run.close() }
            await shard.shutDown()
        }
    }
}
