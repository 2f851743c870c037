import Synchronization

/// Changes a run while it goes on, from any thread: another number of users, or an end.
///
/// What is asked for before the run begins holds from its beginning.
package final class RunControl: Sendable {
    private struct State {
        var post: (@Sendable (RunEvent) -> Void)?
        var waiting: [RunEvent] = []
    }

    private let state = Mutex(State())

    /// A control for one run at a time.
    package init() {}

    /// Keeps so many users from now on, whatever the load model says, until its time is over.
    package func keepUsers(_ count: Int) {
        precondition(count >= 0, "\(count) users")
        send(.usersRequested(count))
    }

    /// Ends the run gracefully; its figures are as good as those of a run that was planned so long.
    package func stop() {
        send(.stopRequested(.requested, isUrgent: false))
    }

    /// Begins to pass on what is asked for.
    func connect(_ post: @escaping @Sendable (RunEvent) -> Void) {
        let waiting = state.withLock { state in
            state.post = post
            defer { state.waiting = [] }
            return state.waiting
        }
        for event in waiting { post(event) }
    }

    /// The run is over.
    func disconnect() {
        state.withLock { $0.post = nil }
    }

    private func send(_ event: RunEvent) {
        let post = state.withLock { state in
            if state.post == nil { state.waiting.append(event) }
            return state.post
        }
        post?(event)
    }
}
