import NATSLoad

/// Pulls a number of messages, acknowledging each; used on the shard's thread only.
final class NATSBenchPulling {
    private static let batch = 256

    private let connection: NATSConnection
    private let subject: String
    private let inbox = InboxName.make()
    private let acknowledgement = Acknowledgement.done.payload
    private var left: Int
    /// Asked for and not here yet.
    private var asked = 0
    private var done: CheckedContinuation<Void, any Error>?

    init(_ connection: NATSConnection, stream: String, consumer: String, count: Int) {
        self.connection = connection
        subject = "$JS.API.CONSUMER.MSG.NEXT.\(stream).\(consumer)"
        left = count
    }

    /// Pulls all; two requests are open, so that the server always has one to serve.
    func finished() async throws {
        _ = connection.subscribe(inbox) { [self] in received($0) }
        connection.listen { [self] in
            if case .closed(let failure) = $0 { end(.failure(failure)) }
        }
        try await withCheckedThrowingContinuation { continuation in
            done = continuation
            ask()
            ask()
        }
    }

    private func ask() {
        let count = min(Self.batch, left - asked)
        guard count > 0 else { return }
        asked += count
        let body = "{\"batch\":\(count),\"expires\":5000000000}"
        connection.publish(subject, reply: inbox, payload: Array(body.utf8))
    }

    private func received(_ message: IncomingMessage) {
        if let status = message.status {
            return end(.failure(CommandFailure(.internalError, "status \(status) in place of a message")))
        }
        _ = acknowledgement.withUnsafeBytes { connection.answer(subject: message.reply, payload: $0) }
        left -= 1
        asked -= 1
        if asked <= Self.batch { ask() }
        if left == 0 { end(.success(())) }
    }

    private func end(_ result: Result<Void, any Error>) {
        done?.resume(with: result)
        done = nil
    }
}
