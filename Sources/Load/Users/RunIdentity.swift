/// What all users of one run have in common: the seed, and an identity by which shared feeders know that a new run has begun.
final class RunIdentity: Sendable {
    /// The run's seed.
    let seed: UInt64

    /// A new run.
    init(seed: UInt64) {
        self.seed = seed
    }
}
