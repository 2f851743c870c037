package import Processes

/// A part of the observation that runs on a thread of its own.
package protocol ObservingThread: AnyObject, Sendable {
    /// What it observes.
    var source: ObservedSource { get }

    /// Observes until it is stopped. Blocks.
    ///
    /// - Parameter settled: to be called when the source was seen for the first time, or won't be; more calls do nothing.
    func run(until stop: StopSignal, settled: () -> Void)

    /// Looks at everything again, since it may have missed something.
    func listAgain()

    /// Whether nothing was heard for a time: a connection that was lost on its way to the server is as quiet as a cluster in
    /// which nothing happens.
    func isSilent(for time: Duration) -> Bool

    /// Whether a list shows nothing that hasn't been seen. Blocks.
    ///
    /// - Returns: false as well when there is no list. What was missed is a gap on the timeline then, and looked for again.
    func confirms(until stop: StopSignal) -> Bool
}

extension ObservingThread {
    package func isSilent(for time: Duration) -> Bool { false }

    package func confirms(until stop: StopSignal) -> Bool { true }
}
