/// Which of a run's shards one is: user or arrival k belongs to shard k modulo their number.
struct ShardPlace: Sendable, Equatable {
    let index: Int
    let count: Int

    /// Whether the k-th user or arrival belongs here.
    func owns(_ number: Int) -> Bool { number % count == index }
}
