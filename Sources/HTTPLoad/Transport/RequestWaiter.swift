/// Who waits for a request to be over: a task that has sent one, or one that has sent several side by side.
enum RequestWaiter {
    case one(UnsafeContinuation<Void, Never>)
    case several(RequestGroup)

    func requestEnded() {
        switch self {
        case .one(let continuation): continuation.resume()
        case .several(let group): group.requestEnded()
        }
    }
}

/// Requests that one task waits for together.
final class RequestGroup {
    private var open: Int
    private let continuation: UnsafeContinuation<Void, Never>

    init(count: Int, _ continuation: UnsafeContinuation<Void, Never>) {
        open = count
        self.continuation = continuation
    }

    func requestEnded() {
        open -= 1
        if open == 0 { continuation.resume() }
    }
}
