import EventLoop
import Measurement

extension VirtualUser {
    /// Waits inside an action, as a person does between two clicks.
    ///
    /// Throws a `CancellationError` when the run is stopped hard meanwhile.
    public func pause(_ duration: Duration) async throws {
        settle()
        try Task.checkCancellation()
        if duration > .zero {
            // No run is longer, and no moment beyond it can be counted.
            await context.waiting.wait(until: Shard.now() + min(duration, LoadBounds.longest).nanoseconds)
        }
        try Task.checkCancellation()
    }

    /// Waits inside an action for a time chosen by a law.
    public func pause(_ wait: WaitTime) async throws {
        try await pause(.nanoseconds(wait.next(after: 0, using: &context.random)))
    }

    /// One of several things, all equally likely, by the user's own random numbers.
    public func choose<Choices: RandomAccessCollection>(from choices: Choices) -> Choices.Element {
        precondition(!choices.isEmpty, "there is nothing to choose from")
        return choices.randomElement(using: &context.random)!
    }

    /// Adds to a counter of the suite's own, shown in every report.
    public func count(_ name: String, by amount: Double = 1) {
        context.recorder.counter(name, add: amount, atNs: Shard.now())
    }

    /// Sets a gauge of the suite's own, shown in every report.
    public func gauge(_ name: String, _ value: Double) {
        context.recorder.gauge(name, set: value, atNs: Shard.now())
    }

    /// Records a time of the suite's own, shown in every report with its quantiles.
    public func timing(_ name: String, _ duration: Duration) {
        context.recorder.timing(name, ns: duration.nanoseconds, atNs: Shard.now())
    }

    /// Counts whether something holds, without ending the iteration when it doesn't. Returns what it was given.
    @discardableResult
    public func check(_ name: String, _ holds: Bool) -> Bool {
        context.recorder.check(name, passed: holds, atNs: Shard.now())
        return holds
    }
}
