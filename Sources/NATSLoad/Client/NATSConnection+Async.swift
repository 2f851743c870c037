import EventLoop

/// For what happens now and then, a task on the shard waits instead of a handler being called.
extension NATSConnection {
    /// Opens the connection and waits until it is ready.
    package func connected() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            var waiting: CheckedContinuation<Void, any Error>? = continuation
            listen { event in
                switch event {
                case .ready: waiting?.resume()
                case .closed(let failure): waiting?.resume(throwing: failure)
                default: return
                }
                waiting = nil
            }
            open()
        }
    }

    /// Waits until a lost connection is back, or is given up.
    package func readyAgain() async throws {
        if isReady { return }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            if isClosed { return continuation.resume(throwing: ConnectionFailure(.closedByClient)) }
            var waiting: CheckedContinuation<Void, any Error>? = continuation
            listen { event in
                switch event {
                case .ready: waiting?.resume()
                case .closed(let failure): waiting?.resume(throwing: failure)
                default: return
                }
                waiting = nil
            }
        }
    }

    /// Sends a request and waits for its reply.
    package func request(
        _ subject: String, payload: [UInt8] = [], headers: [UInt8] = [], timeoutNs: Int64 = 5_000_000_000
    ) async throws -> Requests.Reply {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Requests.Reply, any Error>) in
            requests.send(subject, payload: payload, headers: headers, timeoutNs: timeoutNs) { result in
                continuation.resume(with: result.mapError { $0 as any Error })
            }
        }
    }

    /// Waits until the server has seen everything that was sent before.
    package func drained() async {
        if isClosed { return }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            var waiting: CheckedContinuation<Void, Never>? = continuation
            listen { event in
                if case .closed = event {
                    waiting?.resume()
                    waiting = nil
                }
            }
            drain()
        }
    }
}
