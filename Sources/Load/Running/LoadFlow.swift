/// What brings users onto a shard over time. Confined to the shard's thread.
protocol LoadFlow: AnyObject {
    /// Whether nobody will come any more.
    var isExhausted: Bool { get }

    /// Begins, at the run's start.
    func start()

    /// The time that the load was planned for is over.
    func planEnded()

    /// Lets nobody come any more, whoever is due.
    func stop()

    /// Lets nobody come any more, and counts whoever was due and hasn't come as dropped.
    func giveUp()

    /// Keeps so many users in the whole run from now on, whatever the model says; nothing changes where users aren't what is planned.
    func keepUsers(_ count: Int)
}

extension LoadFlow {
    func planEnded() { stop() }

    func giveUp() { stop() }

    func keepUsers(_ count: Int) {}
}
