/// Something to be done on a shard's thread.
enum Work: Sendable {
    /// A piece of a task.
    case job(UnownedJob)
    /// A function.
    case action(@Sendable () -> Void)
}
