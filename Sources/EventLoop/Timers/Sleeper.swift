/// A task that sleeps on a shard until its timer fires or it is cancelled, whichever comes first.
///
/// Unchecked: everything in it is touched on the shard's thread only; a cancellation from another thread travels there
/// as a job.
final class Sleeper: @unchecked Sendable {
    private enum State {
        case created
        case asleep(UnsafeContinuation<Void, any Error>, TimerID)
        case awake
    }

    private var state = State.created

    /// The task has gone to sleep. False when it was cancelled before.
    func fellAsleep(_ continuation: UnsafeContinuation<Void, any Error>, timer: () -> TimerID) {
        switch state {
        case .created: state = .asleep(continuation, timer())
        case .awake: continuation.resume(throwing: CancellationError())
        case .asleep: preconditionFailure("a sleeper fell asleep twice")
        }
    }

    /// The timer has fired.
    func timerFired() {
        guard case .asleep(let continuation, _) = state else {
            preconditionFailure("a sleeper's timer fired while \(state)")
        }
        state = .awake
        continuation.resume()
    }

    /// The task was cancelled, or its shard shuts down. Returns the timer that is to be cancelled.
    func cancelled() -> TimerID? {
        switch state {
        case .asleep(let continuation, let timer):
            state = .awake
            continuation.resume(throwing: CancellationError())
            return timer
        case .created:
            state = .awake
            return nil
        case .awake:
            return nil
        }
    }
}
