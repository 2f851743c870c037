import NATSLoad

/// Publishes a number of messages asynchronously, a thousand of them in flight; used on the shard's thread only.
final class NATSBenchPublishing {
    private static let window = 1000

    private let connection: NATSConnection
    private let subject: [UInt8]
    private let inbox = InboxName.make() + "."
    private let reply: [UInt8]
    private let payload: [UInt8]
    private var left: Int
    private var window = PublishWindow(capacity: NATSBenchPublishing.window)
    private var done: CheckedContinuation<Void, any Error>?

    init(_ connection: NATSConnection, subject: String, count: Int, payload: [UInt8]) {
        self.connection = connection
        self.subject = Array(subject.utf8)
        reply = Array(inbox.utf8)
        self.payload = payload
        left = count
    }

    /// Publishes all and waits for the last acknowledgement; throws what was refused.
    func finished() async throws {
        _ = connection.subscribe(inbox + "*") { [self] in answered($0) }
        connection.listen { [self] in
            switch $0 {
            case .room: pump()
            case .closed(let failure): end(.failure(failure))
            default: break
            }
        }
        try await withCheckedThrowingContinuation { continuation in
            done = continuation
            pump()
        }
    }

    private func pump() {
        subject.withUnsafeBytes { subject in
            payload.withUnsafeBytes { payload in
                reply.withUnsafeBytes { reply in
                    while left > 0, !window.isFull, connection.hasRoom {
                        let token = window.reserve(plannedNs: 0, sentNs: 0, bytes: payload.count)
                        _ = connection.publish(subject: subject, reply: reply, token: token, payload: payload)
                        left -= 1
                    }
                }
            }
        }
    }

    private func answered(_ message: IncomingMessage) {
        guard let token = window.token(of: message, behind: reply.count), window.answered(token) != nil else { return }
        switch PublishAcknowledgement(message.payload) {
        case .stored: break
        case .refused(let refusal): return end(.failure(refusal))
        case .unreadable: return end(.failure(CommandFailure(.internalError, "an answer that isn't JetStream's")))
        }
        // In halves: a message for each acknowledgement would cost both sides a system call for each.
        if window.isHalfFree { pump() }
        if left == 0, window.isEmpty { end(.success(())) }
    }

    private func end(_ result: Result<Void, any Error>) {
        done?.resume(with: result)
        done = nil
    }
}
