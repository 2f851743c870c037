/// What all users of one run have in common: the seed, and an identity by which shared feeders know that a new run has begun.
final class RunIdentity: Sendable {
    /// The run's seed.
    let seed: UInt64
    /// Asks for the run's end.
    let stop: @Sendable (StopReason) -> Void

    /// A new run.
    init(seed: UInt64, stop: @escaping @Sendable (StopReason) -> Void = { _ in }) {
        self.seed = seed
        self.stop = stop
    }
}
