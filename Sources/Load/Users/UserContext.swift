package import EventLoop
package import Measurement

/// Who a virtual user is, and what the run gives it: a number, random choices that repeat with the run's seed, a memory.
///
/// Lives on the user's shard and isn't Sendable.
public final class UserContext {
    /// The user's number in the run, from 0.
    public let number: Int
    /// The user's own random numbers: the same run seed and user number give the same sequence.
    public var random: SeededGenerator
    /// The thread that the user lives on.
    package let shard: Shard
    /// Where the user's samples go.
    package let recorder: Recorder
    /// When the iteration at hand should have started, for an arrival; the transport takes it for the first request and sets nil.
    package var plannedNs: Int64?
    /// The tags of the action at hand; its requests bear them.
    package var tags: [ActionTag] = []
    /// What the user keeps from one action to the next.
    var memory = UserMemory()
    /// The run that the user takes part in.
    let run: RunIdentity
    /// Where the user waits, so that the engine can wake it when the run ends.
    let waiting: WaitPoint

    /// The context of a user; one made without a run is on its own.
    package convenience init(number: Int, seed: UInt64, shard: Shard, recorder: Recorder) {
        self.init(number: number, run: RunIdentity(seed: seed), shard: shard, recorder: recorder)
    }

    /// The context of a user who takes part in a run with others.
    init(number: Int, run: RunIdentity, shard: Shard, recorder: Recorder) {
        self.number = number
        random = SeededGenerator(seed: run.seed, stream: UInt64(bitPattern: Int64(number)))
        self.run = run
        self.shard = shard
        self.recorder = recorder
        waiting = WaitPoint(shard: shard)
    }
}
