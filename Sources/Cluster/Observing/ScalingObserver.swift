internal import Foundation
internal import Measurement
internal import Processes
internal import Synchronization

/// Starts the threads of an observation, and ends them with their processes.
package final class ScalingObserver: Sendable {
    /// What is being learnt.
    package let log: ObservationLog
    /// What is observed.
    package let settings: ObservationSettings
    private let kubectl: Kubectl
    private let stop = StopSignal()
    private let running = Mutex(0)
    private let probe = Mutex<LivenessProbe?>(nil)

    /// Checks that what is to be observed is there, and describes the observation. Blocks.
    ///
    /// - Throws: one sentence about the first thing that is missing.
    package init(_ settings: ObservationSettings, kubectl: Kubectl, log: ObservationLog = ObservationLog()) throws {
        var settings = settings
        self.kubectl = kubectl
        self.log = log
        try Prerequisites(kubectl: kubectl, log: log).check(&settings)
        self.settings = settings
    }

    deinit {
        stop.stop()
    }

    /// Starts to observe, and returns when everything was seen once. Blocks.
    ///
    /// - Throws: an error when something hasn't been seen in that time, and isn't refused either.
    package func start(within patience: Duration = .seconds(60)) throws {
        let threads = watches
        let probe = LivenessProbe(
            every: settings.livenessInterval, patience: settings.livenessPatience, kubectl: kubectl, log: log,
            others: threads)
        self.probe.withLock { $0 = probe }
        let settled = StopSignal()
        let all = threads + [probe]
        let desk = SettlingDesk(count: all.count, signal: settled)
        for (index, thread) in all.enumerated() {
            running.withLock { $0 += 1 }
            Thread.detachNewThread { [self, stop] in
                thread.run(until: stop) { desk.settled(index) }
                desk.settled(index)
                running.withLock { $0 -= 1 }
            }
        }
        guard settled.wait(atMost: patience) else {
            end()
            let missing = desk.open.map { all[$0].source.text }.joined(separator: ", ")
            throw ClusterError(.overdue, "\(missing) could not be seen within \(patience.brief)")
        }
    }

    /// Ends the observation and its processes.
    package func end() {
        log.ended()
        stop.stop()
    }

    /// Whether the API server answers now. Blocks.
    package func isServerAlive() -> Bool {
        probe.withLock(\.self)?.proves(until: stop) ?? false
    }

    /// Whether all threads, and with them all processes, have ended.
    package var hasEnded: Bool { running.withLock { $0 == 0 } }

    /// The watches and polls that the settings ask for.
    private var watches: [any ObservingThread] {
        var threads: [any ObservingThread] = [workloadWatch]
        // A workload without a selector has pods nobody can tell from others.
        if let selector = settings.workload.selector {
            let own = OwnPods(of: settings.workload, log: log)
            threads.append(podsWatch(selector, own))
            if let interval = settings.usageInterval {
                threads.append(UsagePoll(selector: selector, of: own, every: interval, kubectl: kubectl, log: log))
            }
        }
        threads.append(
            watch(.events, .events, query: [], ClusterEvent.self, gone: { _ in nil }) { .event($0) })
        if let name = settings.autoscaler {
            threads.append(
                named(.autoscaler, .autoscalers, name, HorizontalAutoscaler.self, gone: .autoscalerGone(name: name)) {
                    .autoscaler($0)
                })
        }
        if let name = settings.scaledObject {
            threads.append(
                named(.scaledObject, .scaledObjects, name, ScaledObject.self, gone: .scaledObjectGone(name: name)) {
                    .scaledObject($0)
                })
        }
        if let name = settings.verticalAutoscaler {
            threads.append(
                named(.verticalAutoscaler, .verticalAutoscalers, name, VerticalAutoscaler.self, gone: nil) {
                    .verticalAutoscaler($0)
                })
        }
        if let service = settings.service {
            let query = [(name: "labelSelector", value: "kubernetes.io/service-name=\(service)")]
            threads.append(
                watch(
                    .endpoints, .endpointSlices, query: query, ServiceEndpoints.self,
                    gone: { .endpoints($0.emptied) }
                ) { .endpoints($0) })
        }
        return threads
    }

    private var workloadWatch: any ObservingThread {
        let name = settings.workload.name
        return named(.workload, settings.workload.resource, name, Workload.self, gone: .workloadGone(name: name)) {
            .workload($0)
        }
    }

    private func podsWatch(_ selector: String, _ own: OwnPods) -> any ObservingThread {
        ResourceWatch<Pod>(
            .pods, of: .pods, query: [(name: "labelSelector", value: selector)], kubectl: kubectl, log: log,
            listed: { [.podsListed($0.filter(own.include(_:)))] },
            changed: { line in
                switch line {
                case .added(let pod), .modified(let pod): own.include(pod) ? .pod(pod) : nil
                case .deleted(let pod): own.include(pod) ? .podGone(pod) : nil
                case .bookmark, .failed: nil
                }
            })
    }

    /// A watch of one object by its name, which goes on when the object is deleted and made again.
    private func named<Object: ClusterObject>(
        _ source: ObservedSource, _ resource: ResourcePath, _ name: String, _ type: Object.Type, gone: ObservedChange?,
        change: @escaping @Sendable (Object) -> ObservedChange
    ) -> any ObservingThread {
        let wasThere = Mutex(false)
        return ResourceWatch<Object>(
            source, of: resource, query: [(name: "fieldSelector", value: "metadata.name=\(name)")], kubectl: kubectl,
            log: log,
            listed: { objects in
                let before = wasThere.exchange(!objects.isEmpty)
                // It went while nobody looked.
                return objects.isEmpty ? (before ? [gone].compactMap { $0 } : []) : objects.map(change)
            },
            changed: { line in
                switch line {
                case .added(let object), .modified(let object):
                    wasThere.exchange(true)
                    return change(object)
                case .deleted:
                    wasThere.exchange(false)
                    return gone
                case .bookmark, .failed: return nil
                }
            })
    }

    private func watch<Object: ClusterObject>(
        _ source: ObservedSource, _ resource: ResourcePath, query: [(name: String, value: String)], _ type: Object.Type,
        gone: @escaping @Sendable (Object) -> ObservedChange?, change: @escaping @Sendable (Object) -> ObservedChange
    ) -> any ObservingThread {
        ResourceWatch<Object>(
            source, of: resource, query: query, kubectl: kubectl, log: log, listed: { $0.map(change) },
            changed: { line in
                switch line {
                case .added(let object), .modified(let object): change(object)
                case .deleted(let object): gone(object)
                case .bookmark, .failed: nil
                }
            })
    }
}
