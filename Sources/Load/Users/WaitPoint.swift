import EventLoop

/// Where a user waits for time to pass or for work, woken early when the run wants it to go on.
///
/// Unlike a cancelled task, a user woken here may still finish what it has begun. Confined to the shard's thread.
final class WaitPoint {
    private enum State {
        case awake
        case waiting(UnsafeContinuation<Void, Never>, TimerID?)
    }

    private let shard: Shard
    private var state = State.awake

    init(shard: Shard) {
        self.shard = shard
    }

    /// Whether the user waits here now.
    var isWaiting: Bool {
        if case .waiting = state { true } else { false }
    }

    /// Waits until a moment, or until it is woken.
    func wait(until ns: Int64) async {
        await withUnsafeContinuation { continuation in
            let timer = shard.at(ns) { [self] in resume() }
            park(continuation, timer)
        }
    }

    /// Waits until it is woken.
    func wait() async {
        await withUnsafeContinuation { park($0, nil) }
    }

    /// Lets the user go on; nothing happens when it doesn't wait.
    func wake() {
        guard case .waiting(_, let timer) = state else { return }
        if let timer { shard.cancel(timer) }
        resume()
    }

    private func park(_ continuation: UnsafeContinuation<Void, Never>, _ timer: TimerID?) {
        guard case .awake = state else { preconditionFailure("a user can't wait twice at once") }
        state = .waiting(continuation, timer)
    }

    private func resume() {
        guard case .waiting(let continuation, _) = state else { return }
        state = .awake
        continuation.resume()
    }
}
