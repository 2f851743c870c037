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
}
