internal import CMicroHTTPD
import Synchronization

/// The suspended connections of a server: those that wait for an answer or for the next bit of a stream.
///
/// The library may not be stopped while a connection is suspended, so closing wakes them all, and none is parked
/// afterwards.
final class ParkingLot: Sendable {
    private struct State {
        var isClosed = false
        var waiting: Set<ConnectionHandle> = []
    }

    private let state = Mutex(State())

    /// The number of connections that wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Suspends a connection; called from the library's callbacks only. False when the server is stopping.
    func park(_ connection: ConnectionHandle) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.waiting.insert(connection)
            MHD_suspend_connection(connection.pointer)
            return true
        }
    }

    /// Wakes a connection that is parked.
    func wake(_ connection: ConnectionHandle) {
        state.withLock { state in
            guard state.waiting.remove(connection) != nil else { return }
            MHD_resume_connection(connection.pointer)
        }
    }

    /// Wakes everybody and parks nobody from now on.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for connection in state.waiting {
                MHD_resume_connection(connection.pointer)
            }
            state.waiting.removeAll()
        }
    }
}
