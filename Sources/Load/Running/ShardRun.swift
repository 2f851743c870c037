import EventLoop
import Measurement

/// A run's part on one shard: the users there, what brings them, and what is recorded.
///
/// Unchecked: after init everything in it is used on the shard's thread only.
final class ShardRun<User: VirtualUser>: @unchecked Sendable {
    private let shard: Shard
    private let recorder: Recorder
    private let crew: ShardCrew<User>
    private let flow: any LoadFlow
    private let originNs: Int64
    private var idle: (@Sendable () -> Void)?
    private var isClosed = false

    /// Made on the shard's thread.
    init(_ setting: RunSetting<User>, place: ShardPlace, shard: Shard, idle: @escaping @Sendable () -> Void) throws {
        self.shard = shard
        self.idle = idle
        originNs = setting.originNs
        recorder = Recorder(
            originNs: originNs, phases: setting.phases, endpointLimit: setting.endpointLimit,
            significantDigits: setting.significantDigits)
        crew = ShardCrew(
            place: place, shard: shard, recorder: recorder,
            transport: try setting.transport.open(on: shard, recorder: recorder), kinds: setting.kinds,
            run: setting.identity)
        flow = setting.flow(for: crew)
        crew.becameEmpty = { [unowned self] in lookForEnd() }
        _ = shard.takeHealth()
        _ = shard.at(originNs) { [self] in
            if !flow.isExhausted { flow.start() }
        }
    }

    /// Lets whoever is due come still, nobody else, and everybody finish.
    func planEnded() {
        flow.planEnded()
        if flow.isExhausted { crew.retireAll() }
        lookForEnd()
    }

    /// Lets nobody come any more, and everybody finish.
    func stop() {
        flow.stop()
        crew.retireAll()
        lookForEnd()
    }

    /// Keeps so many users in the whole run from now on.
    func keepUsers(_ count: Int) {
        flow.keepUsers(count)
    }

    /// Ends what everybody does.
    func cancel() {
        flow.giveUp()
        crew.cancelAll()
    }

    /// Hands over what was recorded in the seconds before one, with the loop's health.
    func drain(before second: Int) -> ShardSlices {
        let health = shard.takeHealth()
        // The second that has just ended, not the one that has begun.
        let moment = originNs + Int64(second == .max ? 0 : max(0, second - 1)) * 1_000_000_000
        if second != .max {
            recorder.health(HealthTally(longestStallNs: health.longestTurnNs), atNs: moment)
        }
        return recorder.drain(before: second)
    }

    /// Gives back what it holds.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        crew.close()
    }

    private func lookForEnd() {
        guard flow.isExhausted, crew.isEmpty, let idle else { return }
        self.idle = nil
        idle()
    }
}
