import EventLoop

/// Requests and their replies over one connection: one subscription for all, a token for each.
package final class Requests {
    package struct Reply: Sendable, Equatable {
        package var subject: String
        package var headers: MessageHeaders
        package var payload: [UInt8]
        package var receivedNs: Int64
    }

    package typealias Completion = (Result<Reply, NATSRequestFailure>) -> Void

    private struct Pending {
        let subject: String
        let completion: Completion
        let timer: TimerID
    }

    private unowned let connection: NATSConnection
    private let prefix: String
    private var subscription: Int?
    private var nextToken: UInt64 = 1
    private var pending: [UInt64: Pending] = [:]

    init(connection: NATSConnection) {
        self.connection = connection
        prefix = InboxName.make(connection.options.inboxPrefix) + "."
        connection.listen { [unowned self] event in
            switch event {
            case .lost(let failure), .closed(let failure): failAll(.connection(failure))
            case .refused(let refusal): refused(refusal)
            case .ready, .room: break
            }
        }
    }

    /// Sends a request; the completion is called exactly once, on the shard.
    package func send(
        _ subject: String, payload: [UInt8] = [], headers: [UInt8] = [], timeoutNs: Int64,
        _ completion: @escaping Completion
    ) {
        if subscription == nil {
            subscription = connection.subscribe(prefix + "*") { [unowned self] in received($0) }
        }
        let token = nextToken
        nextToken += 1
        guard connection.publish(subject, reply: prefix + "\(token)", headers: headers, payload: payload) else {
            completion(.failure(NATSRequestFailure(code: .notTaken, subject: subject)))
            return
        }
        let timer = connection.loop.shard.at(Shard.now() + timeoutNs) { [weak self] in
            self?.finish(token, .failure(NATSRequestFailure(code: .timedOut(afterNs: timeoutNs), subject: subject)))
        }
        pending[token] = Pending(subject: subject, completion: completion, timer: timer)
    }

    private func received(_ message: IncomingMessage) {
        let text = message.subjectText
        guard let token = UInt64(text.dropFirst(prefix.count)), let request = pending[token] else { return }
        let headers = message.decodedHeaders ?? MessageHeaders()
        if headers.status == 503, message.payload.isEmpty {
            finish(token, .failure(NATSRequestFailure(code: .noResponders, subject: request.subject)))
            return
        }
        finish(
            token,
            .success(
                Reply(
                    subject: text, headers: headers, payload: Array(message.payload), receivedNs: message.receivedNs)))
    }

    /// A request that may not be published never gets an answer, and none does where answers may not be received.
    private func refused(_ refusal: ServerRefusal) {
        switch refusal.kind {
        case .permissionOnPublish(let subject):
            for (token, request) in pending where request.subject == subject {
                finish(token, .failure(NATSRequestFailure(code: .refused(refusal), subject: subject)))
            }
        case .permissionOnReply(let subject) where subject.hasPrefix(prefix):
            guard let token = UInt64(subject.dropFirst(prefix.count)), let request = pending[token] else { return }
            finish(token, .failure(NATSRequestFailure(code: .refused(refusal), subject: request.subject)))
        case .permissionOnSubscription(let subject) where subject == prefix + "*":
            if let subscription { connection.unsubscribe(subscription) }
            subscription = nil
            failAll(.refused(refusal))
        default: break
        }
    }

    private func failAll(_ code: NATSRequestFailure.Code) {
        for (token, request) in pending {
            finish(token, .failure(NATSRequestFailure(code: code, subject: request.subject)))
        }
    }

    private func finish(_ token: UInt64, _ result: Result<Reply, NATSRequestFailure>) {
        guard let request = pending.removeValue(forKey: token) else { return }
        connection.loop.shard.cancel(request.timer)
        request.completion(result)
    }
}
