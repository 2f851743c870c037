internal import Foundation
package import Processes

/// Asks kubectl top for the pods' usage at an interval.
package final class UsagePoll: ObservingThread {
    private let kubectl: Kubectl
    private let selector: String
    private let own: OwnPods
    private let interval: Duration
    private let log: ObservationLog
    package let source = ObservedSource.usage

    /// Describes a poll.
    package init(selector: String, of own: OwnPods, every interval: Duration, kubectl: Kubectl, log: ObservationLog) {
        self.selector = selector
        self.own = own
        self.interval = interval
        self.kubectl = kubectl
        self.log = log
    }

    package func listAgain() {}

    package func run(until stop: StopSignal, settled: () -> Void) {
        // The metrics server may come later, and usage is no part of the scaling itself: nobody waits for it.
        settled()
        var lastRead = log.now
        repeat {
            do {
                let arguments = [
                    "top", "pods", "--namespace", kubectl.namespace, "--selector", selector, "--no-headers",
                ]
                let data = try kubectl.output(arguments, to: "read the pods' usage", stops: [stop])
                if stop.isStopped { return }
                guard let rows = PodUsage.rows(String(decoding: data, as: UTF8.self)) else {
                    throw ClusterError(.other, "kubectl top printed something that is no table of usage")
                }
                lastRead = log.now
                log.record([.usage(rows.filter { own.include(named: $0.pod) }), .sighted(.usage)])
            } catch let error as ClusterError {
                if stop.isStopped { return }
                if error.code == .forbidden {
                    log.record(.refused(.usage, reason: error.description))
                    return
                }
                log.record(.blinded(.usage, since: lastRead, reason: error.description))
            } catch {
                log.record(.blinded(.usage, since: lastRead, reason: "\(error)"))
            }
        } while !stop.wait(atMost: interval)
    }
}
