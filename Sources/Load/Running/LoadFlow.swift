/// What brings users onto a shard over time. Confined to the shard's thread.
protocol LoadFlow: AnyObject {
    /// Whether nobody will come any more.
    var isExhausted: Bool { get }

    /// Begins, at the run's start.
    func start()

    /// Lets nobody come any more.
    func stop()
}
