internal import Synchronization

/// Where other threads leave work for a loop; it is woken only when it really sleeps.
///
/// The order is what matters: a writer leaves its work, raises the flag, and then looks whether the loop sleeps; the loop
/// says that it sleeps and then looks at the flag. With sequential consistency one of the two sees the other, so no work
/// is slept over, and a busy loop costs its writers no system call.
final class Inbox: Sendable {
    /// What became of work that was left.
    enum Receipt {
        /// The loop is awake and will come by.
        case left
        /// The loop sleeps and must be woken.
        case leftForSleeper
        /// Nobody will come any more; the work wasn't taken.
        case closed
    }

    private struct State {
        var work: [Work] = []
        var isClosed = false
    }

    private let state = Locked(State())
    private let mail = Atomic(false)
    private let asleep = Atomic(false)

    /// True while there is work that the loop hasn't taken.
    var hasMail: Bool { mail.load(ordering: .sequentiallyConsistent) }

    /// Leaves work; called from any thread.
    func leave(_ work: Work) -> Receipt {
        let isClosed = state.withLock { state in
            if !state.isClosed {
                state.work.append(work)
                mail.store(true, ordering: .sequentiallyConsistent)
            }
            return state.isClosed
        }
        if isClosed { return .closed }
        return asleep.exchange(false, ordering: .sequentiallyConsistent) ? .leftForSleeper : .left
    }

    /// Hands over all work; the delivery must be empty.
    func take(into delivery: inout [Work]) {
        state.withLock { state in
            mail.store(false, ordering: .sequentiallyConsistent)
            swap(&state.work, &delivery)
        }
    }

    /// Closes the door when nothing is left in it, and tells whether it is closed.
    func closeIfEmpty() -> Bool {
        state.withLock { state in
            if state.work.isEmpty { state.isClosed = true }
            return state.isClosed
        }
    }

    /// The loop is about to wait. Returns false when there is work to be taken first.
    func fallsAsleep() -> Bool {
        asleep.store(true, ordering: .sequentiallyConsistent)
        guard hasMail else { return true }
        asleep.store(false, ordering: .sequentiallyConsistent)
        return false
    }

    /// The loop has ended its waiting.
    func awoke() {
        asleep.store(false, ordering: .sequentiallyConsistent)
    }
}
