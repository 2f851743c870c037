internal import Foundation
import Synchronization

/// The passing of time, and what follows from it.
extension SmallCluster {
    static func epochMicroseconds() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1e6)
    }

    var now: ClusterTime {
        let elapsed = Double(TimerThread.now() - startedNs) / 1e9
        return ClusterTime(
            seconds: elapsed * settings.timeFactor, epochMicroseconds: SmallCluster.epochMicroseconds())
    }

    func scheduleTick() {
        timer.at(TimerThread.now() + 20_000_000) { [weak self] in
            guard let self else { return }
            tick()
            scheduleTick()
        }
    }

    /// Reads the triggers that say where, again and again; on a thread of its own, since reading blocks.
    func scheduleReading() {
        timer.at(TimerThread.now() + Int64(1e9 / max(1, settings.timeFactor))) { [weak self] in
            guard let self else { return }
            let readings = state.withLock { $0.readings }
            guard !readings.isEmpty else { return scheduleReading() }
            Thread.detachNewThread { [weak self] in
                let values = readings.map { ($0.id, $0.reading.read()) }
                self?.state.withLock { state in
                    for (id, value) in values where !state.manualTriggers.contains(id) {
                        state.model.triggers[id] = .some(value)
                    }
                }
                self?.scheduleReading()
            }
        }
    }

    /// Lets the cluster do what is due.
    ///
    /// Only here are the embedded targets read, right before the figures are used: a reading takes the time since the
    /// last one, and a second one after a few milliseconds would tell of those only.
    private func tick() {
        let now = now
        state.withLock { $0.measure(now) }
        change(at: now) { model, now in model.advance(to: now) }
    }

    /// Changes the model, and tells whoever watches.
    @discardableResult
    func change<Result>(
        at time: ClusterTime? = nil, _ body: (inout ClusterModel, ClusterTime) -> Result
    ) -> Result {
        let now = time ?? now
        let (result, replicas) = state.withLock { state in
            let result = body(&state.model, now)
            state.follow(now)
            return (result, state.replicas)
        }
        for (target, names) in replicas where target.capacity.replicas != names {
            target.capacity.replicas = names
        }
        return result
    }
}
