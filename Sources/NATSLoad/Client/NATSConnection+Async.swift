import EventLoop

/// For what happens now and then, a task on the shard waits instead of a handler being called.
extension NATSConnection {
    /// Opens the connection and waits until it is ready.
    package func connected() async throws {
        try await first(of: Self.readiness) { open() }
    }

    /// Waits until a lost connection is back, or is given up.
    package func readyAgain() async throws {
        if isReady { return }
        if isClosed { throw ConnectionFailure(.closedByClient) }
        try await first(of: Self.readiness) {}
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
        // Its end is what is waited for, so it is no failure.
        try? await first(of: { if case .closed = $0 { .success(()) } else { nil } }, after: { drain() })
    }

    private static func readiness(_ event: Event) -> Result<Void, ConnectionFailure>? {
        switch event {
        case .ready: .success(())
        case .closed(let failure): .failure(failure)
        default: nil
        }
    }

    /// Begins something and waits for the first event that decides how it went.
    private func first(
        of outcome: @escaping (Event) -> Result<Void, ConnectionFailure>?, after begin: () -> Void
    ) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            var waiting: CheckedContinuation<Void, any Error>? = continuation
            listen { event in
                guard let result = outcome(event) else { return }
                waiting?.resume(with: result.mapError { $0 as any Error })
                waiting = nil
            }
            begin()
        }
    }
}
