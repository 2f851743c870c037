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
    private let sight: Mutex<Sight>
    package let source: ObservedSource

    /// What has been seen, for the watch itself and for those who doubt it.
    private struct Sight {
        var known = KnownVersions()
        /// When something was last heard.
        var at: WallTime
        var hasEnded = false
    }

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
        sight = Mutex(Sight(at: log.now))
    }

    /// Ends the running process, so that the objects are listed again.
    package func listAgain() {
        restart.withLock { $0?.stop() }
    }

    package func isSilent(for time: Duration) -> Bool {
        let now = log.now
        return sight.withLock { !$0.hasEnded && now - $0.at > time }
    }

    package func confirms(until stop: StopSignal) -> Bool {
        let before = sight.withLock(\.self)
        if before.hasEnded { return true }
        guard let objects = try? read(stops: [stop]).objects.map(\.metadata) else { return false }
        let deadline = log.now + .seconds(10)
        repeat {
            let now = log.now
            let isKnown = sight.withLock { sight in
                guard sight.known.accounts(for: objects, since: before.known) else { return false }
                sight.at = now
                return true
            }
            if isKnown { return true }
        } while !stop.wait(atMost: .milliseconds(100)) && log.now < deadline
        if stop.isStopped { return false }
        log.record(.blinded(source, since: before.at, reason: "its watch told nothing of what a list shows"))
        listAgain()
        return false
    }

    /// Lists and watches until it is stopped, or refused for good. Blocks.
    package func run(until stop: StopSignal, settled: () -> Void) {
        defer { sight.withLock { $0.hasEnded = true } }
        var plan = WatchPlan(source, began: log.now)
        var step = WatchPlan.Step.list
        while !stop.isStopped {
            let decision: WatchPlan.Decision
            switch step {
            case .list:
                decision = list(&plan, stop: stop)
                if stop.isStopped { return }
            case .watch(let version):
                settled()
                decision = watch(&plan, from: version, stop: stop)
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

    /// Reads the list.
    private func read(stops: [StopSignal]) throws -> VersionedList<Object> {
        let path = resource.path(namespace: kubectl.namespace, query: query)
        let purpose = "list the \(resource.name) in namespace \(kubectl.namespace)"
        let answer = try kubectl.read(path, to: purpose, stops: stops)
        do {
            return try VersionedList(reading: answer)
        } catch {
            throw Kubectl.unreadable(error, when: purpose)
        }
    }

    private func list(_ plan: inout WatchPlan, stop: StopSignal) -> WatchPlan.Decision {
        do {
            let list = try read(stops: [stop])
            let now = log.now
            let isNews = sight.withLock { sight in
                sight.at = now
                return sight.known.listed(list.objects.map(\.metadata))
            }
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

    private func watch(_ plan: inout WatchPlan, from version: String, stop: StopSignal) -> WatchPlan.Decision {
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
                    let now = log.now
                    plan.heard(at: now)
                    sight.withLock { sight in
                        sight.known.heard(line)
                        sight.at = now
                    }
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
