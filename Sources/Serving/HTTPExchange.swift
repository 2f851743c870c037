internal import CMicroHTTPD
import Synchronization

/// One request and its answer, on the server's side.
///
/// `request` and `isTooLarge` are touched by the server's thread only; what other threads may change is behind the
/// lock. That is what makes it Sendable.
final class HTTPExchange: @unchecked Sendable {
    private enum State {
        /// The body is still coming.
        case receiving
        /// The handler runs.
        case handling
        /// The handler has returned, the connection waits for the answer.
        case parked(ConnectionHandle)
        case answered(HTTPResponse)
        /// The connection shall be closed without an answer.
        case closing
        /// The answer is with the library, or the client has gone.
        case finished
    }

    /// What the server's thread has to do next.
    enum Step {
        case wait
        case queue(HTTPResponse)
        case close
    }

    private(set) var request: HTTPRequest
    private(set) var isTooLarge = false
    private let core: HTTPServerCore
    private let state = Mutex(State.receiving)

    init(request: HTTPRequest, core: HTTPServerCore) {
        self.request = request
        self.core = core
    }

    /// Adds to the body; false when the client sends so far beyond the limit that it should be cut off.
    func received(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !isTooLarge else { return false }
        guard request.body.count + bytes.count <= core.configuration.bodyLimit else {
            isTooLarge = true
            request.body = []
            return true
        }
        request.body.append(contentsOf: bytes)
        return true
    }

    /// The body is complete, or the connection was woken.
    func advance(on connection: ConnectionHandle) -> Step {
        let isNew = state.withLock { state in
            guard case .receiving = state else { return false }
            state = .handling
            return true
        }
        if isNew {
            if isTooLarge {
                answer(.tooLarge(limit: core.configuration.bodyLimit))
            } else {
                core.handle(request, HTTPReply(self))
            }
        }
        return state.withLock { state in
            switch state {
            case .receiving:
                preconditionFailure("an exchange can't receive again after its handler ran")
            case .handling:
                guard core.lot.park(connection) else { break }
                state = .parked(connection)
                return .wait
            case .parked:
                break
            case .answered(let response):
                state = .finished
                return .queue(response)
            case .closing, .finished:
                state = .finished
                return .close
            }
            state = .finished
            return .queue(.text("The server is stopping.\n", status: 503))
        }
    }

    func answer(_ response: HTTPResponse) {
        settle(.answered(response))
    }

    func closeConnection() {
        settle(.closing)
    }

    /// The client has got its answer, or is gone.
    func completed() {
        state.withLock { $0 = .finished }
    }

    private func settle(_ outcome: State) {
        state.withLock { state in
            switch state {
            case .receiving, .handling:
                state = outcome
            case .parked(let connection):
                state = outcome
                core.lot.wake(connection)
            case .answered, .closing, .finished:
                break
            }
        }
    }
}

extension HTTPResponse {
    static func tooLarge(limit: Int) -> HTTPResponse {
        .text("The body is larger than the \(limit) bytes that are taken here.\n", status: 413)
    }
}
