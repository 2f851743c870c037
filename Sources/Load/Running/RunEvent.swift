import Measurement

/// What a run's conductor is told.
enum RunEvent: Sendable {
    /// A second of the load is over; its number, from 0.
    case secondEnded(Int)
    /// A shard has handed over what it recorded.
    case drained(shard: Int, ShardSlices)
    /// The last user of a shard has gone.
    case shardBecameIdle(Int)
    /// The load model's time is over.
    case planEnded
    /// Users have had the time to finish.
    case graceEnded
    /// Cancelled users have had the time to notice.
    case patienceEnded
    /// Somebody wants another number of users.
    case usersRequested(Int)
    /// Somebody wants the run to end.
    case stopRequested(StopReason, isUrgent: Bool)
}
