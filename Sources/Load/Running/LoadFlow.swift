/// What brings users onto a shard over time. Confined to the shard's thread.
protocol LoadFlow: AnyObject {
    /// Whether nobody will come any more.
    var isExhausted: Bool { get }

    /// Begins, at the run's start.
    func start()

    /// Lets nobody come any more.
    func stop()

    /// Keeps so many users in the whole run from now on, whatever the model says; nothing changes where users aren't what is planned.
    func keepUsers(_ count: Int)
}

extension LoadFlow {
    func keepUsers(_ count: Int) {}
}
