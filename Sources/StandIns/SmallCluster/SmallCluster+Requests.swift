import Serving
import Synchronization

/// Requests and watches.
extension SmallCluster {
    func handle(_ request: HTTPRequest, _ reply: HTTPReply) {
        let isFrozen = state.withLock { state in
            guard state.frozen != nil else { return false }
            state.frozen?.append { [weak self] in self?.handle(request, reply) }
            return true
        }
        if isFrozen { return }
        switch change({ model, now in model.answer(request, now: now) }) {
        case .response(let response): reply.send(response)
        case .watch(let plan): begin(plan, reply)
        }
    }

    private func begin(_ plan: WatchPlan, _ reply: HTTPReply) {
        let now = now
        let stream = HTTPStream()
        let id = state.withLock { state in
            var watch = Watch(plan: plan, stream: stream)
            watch.begin(version: state.model.store.version, now)
            _ = watch.follow(state.model.store, now)
            state.nextWatch += 1
            state.watches[state.nextWatch] = watch
            return state.nextWatch
        }
        stream.whenEnded { [weak self] in
            self?.state.withLock { $0.watches[id] = nil }
        }
        let end = TimerThread.now() + Int64(plan.timeoutSeconds * 1e9)
        timer.at(end) { [weak self] in self?.end(id) }
        if plan.wantsBookmarks { bookmark(id, every: 60) }
        reply.send(.stream(stream, type: "application/json"))
    }

    private func bookmark(_ id: UInt64, every seconds: Int64) {
        timer.at(TimerThread.now() + seconds * 1_000_000_000) { [weak self] in
            guard let self else { return }
            let isOpen = state.withLock { state in
                guard let watch = state.watches[id] else { return false }
                if state.frozen == nil { watch.bookmark() }
                return true
            }
            if isOpen { bookmark(id, every: seconds) }
        }
    }

    private func end(_ id: UInt64) {
        state.withLock { state in
            if let watch = state.watches[id], watch.plan.wantsBookmarks { watch.bookmark() }
            return state.watches.removeValue(forKey: id)
        }?.stream.finish()
    }
}
