import Measurement

/// Gathers what the shards hand over for a second until all have, so that it is kept as one.
///
/// A shard that is late doesn't hold up the others: when the next second ends, what there is goes on its way, and the late part follows as slices of its own.
struct SliceGathering {
    private let shards: Int
    private var awaited: Set<Int> = []
    private var gathered = ShardSlices()

    init(shards: Int) {
        self.shards = shards
    }

    /// Whether all shards that were asked have answered.
    var isComplete: Bool { awaited.isEmpty }

    /// All shards are asked anew; what had been gathered incompletely, if anything.
    mutating func asked() -> ShardSlices? {
        let left = awaited.isEmpty ? nil : take()
        awaited = Set(0..<shards)
        return left
    }

    /// A shard has answered; everything gathered when it was the last.
    mutating func answered(_ shard: Int, _ slices: ShardSlices) -> ShardSlices? {
        gathered.merge(slices)
        guard awaited.remove(shard) != nil, awaited.isEmpty else { return nil }
        return take()
    }

    /// What has been gathered; nil when there is nothing.
    mutating func take() -> ShardSlices? {
        defer { gathered = ShardSlices() }
        return gathered.isEmpty ? nil : gathered
    }
}
