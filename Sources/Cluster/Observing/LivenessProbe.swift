internal import Foundation
internal import Measurement

/// Asks the API server for its version at an interval: a frozen one lets every watch hang without a word.
///
/// The answer's date tells the difference of the clocks as well.
package final class LivenessProbe: ObservingThread {
    private let kubectl: Kubectl
    private let interval: Duration
    private let patience: Duration
    private let log: ObservationLog
    private let others: [any ObservingThread]
    package let source = ObservedSource.events

    /// Describes a probe.
    ///
    /// - Parameter others: those who are to look again when the server comes back.
    package init(
        every interval: Duration, patience: Duration, kubectl: Kubectl, log: ObservationLog,
        others: [any ObservingThread]
    ) {
        self.interval = interval
        self.patience = patience
        self.kubectl = kubectl
        self.log = log
        self.others = others
    }

    package func listAgain() {}

    package func run(until stop: StopSignal, settled: () -> Void) {
        var skew = ClockSkew()
        var lastAlive = log.now
        var isAlive = true
        var hasNoted = false
        repeat {
            let sent = log.now
            do {
                let answer = try Self.ask(kubectl, atMost: patience, stops: [stop])
                if stop.isStopped { return }
                if let date = answer {
                    skew.answered(date: date, sent: sent, received: log.now)
                    log.correct(by: skew.estimate)
                    if !hasNoted, let note = skew.note {
                        hasNoted = true
                        log.record(.note(note))
                    }
                }
                if !isAlive { log.record(.note("the API server answers again")) }
                isAlive = true
                lastAlive = log.now
            } catch {
                if stop.isStopped { return }
                if isAlive {
                    isAlive = false
                    let reason = "\(error)"
                    for other in others where other.source != .usage {
                        log.record(.blinded(other.source, since: lastAlive, reason: reason))
                        // Its watch may hang on for ever, or have lost what happened meanwhile.
                        other.listAgain()
                    }
                }
            }
            settled()
        } while !stop.wait(atMost: isAlive ? interval : min(interval, .seconds(2)))
    }

    /// Asks once, and reads the answer's date; nil when the answer bore none.
    ///
    /// - Throws: an error when there was no answer. Being refused is an answer.
    package static func ask(
        _ kubectl: Kubectl, atMost patience: Duration = .seconds(8), stops: [StopSignal] = []
    ) throws -> WallTime? {
        let call = kubectl.call(["get", "--raw", "/version", "--request-timeout=5s", "-v=8"])
        let ending = try call.run(atMost: patience, stops: stops) { _ in }
        if !ending.isSuccess {
            let error = ClusterError(ending, purpose: "tell its version")
            guard [.forbidden, .notFound, .noSuchKind].contains(error.code) else { throw error }
        }
        return ClockSkew.date(inLog: ending.errors)
    }
}
