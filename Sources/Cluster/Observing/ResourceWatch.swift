internal import Foundation
internal import Measurement
package import Processes
internal import Synchronization

/// Lists and watches one kind of object on a thread of its own, for as long as it isn't stopped.
package final class ResourceWatch<Object: ClusterObject>: ObservingThread {
    private let kubectl: Kubectl
    private let resource: ResourcePath
    private let query: [(name: String, value: String)]
    private let log: ObservationLog
    private let listed: @Sendable ([Object]) -> [ObservedChange]
    private let changed: @Sendable (WatchLine<Object>) -> ObservedChange?
    private let restart = Mutex<StopSignal?>(nil)
    package let source: ObservedSource

    /// Describes a watch.
    ///
    /// - Parameters:
    ///   - query: what selects the objects.
    ///   - listed: what a list means.
    ///   - changed: what a line of the watch means.
    package init(
        _ source: ObservedSource, of resource: ResourcePath, query: [(name: String, value: String)] = [],
        kubectl: Kubectl, log: ObservationLog, listed: @escaping @Sendable ([Object]) -> [ObservedChange],
        changed: @escaping @Sendable (WatchLine<Object>) -> ObservedChange?
    ) {
        self.source = source
        self.resource = resource
        self.query = query
        self.kubectl = kubectl
        self.log = log
        self.listed = listed
        self.changed = changed
    }

    /// Ends the running process, so that the objects are listed again.
    package func listAgain() {
        restart.withLock { $0?.stop() }
    }

    /// Lists and watches until it is stopped, or refused for good. Blocks.
    package func run(until stop: StopSignal, settled: () -> Void) {
        var plan = WatchPlan(source, began: log.now)
        var known = KnownVersions()
        var step = WatchPlan.Step.list
        while !stop.isStopped {
            let decision: WatchPlan.Decision
            switch step {
            case .list:
                decision = list(&plan, &known, stop: stop)
                if stop.isStopped { return }
            case .watch(let version):
                settled()
                decision = watch(&plan, &known, from: version, stop: stop)
            case .pause(let time):
                settled()
                _ = stop.wait(atMost: time)
                decision = (.list, [])
            case .end:
                settled()
                return
            }
            if stop.isStopped { return }
            log.record(decision.changes)
            step = decision.step
        }
    }

    private func list(
        _ plan: inout WatchPlan, _ known: inout KnownVersions, stop: StopSignal
    ) -> WatchPlan.Decision {
        do {
            let path = resource.path(namespace: kubectl.namespace, query: query)
            let purpose = "list the \(resource.name) in namespace \(kubectl.namespace)"
            let answer = try kubectl.read(path, to: purpose, stops: [stop])
            let list: VersionedList<Object>
            do {
                list = try VersionedList(reading: answer)
            } catch {
                throw Kubectl.unreadable(error, when: purpose)
            }
            let isNews = known.listed(list.objects.map(\.metadata))
            var decision = plan.listed(version: list.version, isNews: isNews, at: log.now)
            // What was found belongs on the timeline before the gap is closed.
            decision.changes.insert(contentsOf: listed(list.objects), at: max(0, decision.changes.count - 1))
            return decision
        } catch let error as ClusterError {
            return plan.listFailed(error, at: log.now)
        } catch {
            return plan.listFailed(ClusterError(.other, "\(error)"), at: log.now)
        }
    }

    private func watch(
        _ plan: inout WatchPlan, _ known: inout KnownVersions, from version: String, stop: StopSignal
    ) -> WatchPlan.Decision {
        let cut = StopSignal()
        restart.withLock { $0 = cut }
        defer { restart.withLock { $0 = nil } }
        let path = resource.path(
            namespace: kubectl.namespace,
            query: query + [
                ("watch", "1"), ("allowWatchBookmarks", "true"), ("resourceVersion", version),
                ("timeoutSeconds", "\(WatchPlan.watchTime.components.seconds)"),
            ])
        let began = log.now
        var heard = false
        do {
            let ending = try kubectl.raw(path).run(stops: [stop, cut]) { line in
                guard !line.isEmpty, !cut.isStopped else { return }
                do {
                    let line = try WatchLine<Object>(line)
                    if case .failed = line {
                        cut.stop()
                        return
                    }
                    heard = true
                    plan.heard(at: log.now)
                    known.heard(line)
                    if let change = changed(line) { log.record(change) }
                } catch {
                    // The end of a stream that was cut in the middle of a line looks like this too; the list sorts it out.
                    cut.stop()
                }
            }
            if ending.cause == .itself, ending.status != 0 {
                let purpose = "watch the \(resource.name) in namespace \(kubectl.namespace)"
                let error = ClusterError(ending, purpose: purpose)
                // Any other complaint is the list's to repeat.
                if error.code == .forbidden { return plan.watchRefused(error) }
            }
        } catch {
            return plan.listFailed(ClusterError(.other, "\(error)"), at: log.now)
        }
        return plan.watchEnded(after: log.now - began, heardSomething: heard, at: log.now)
    }
}
