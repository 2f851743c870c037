/// Why a request has no reply.
package struct NATSRequestFailure: Error, Equatable, CustomStringConvertible {
    package enum Code: Equatable, Sendable {
        case noResponders
        /// Nobody answers for a JetStream domain; beside it the server's own.
        case noDomain(String, own: String?)
        case timedOut(afterNs: Int64)
        case connection(ConnectionFailure)
        case refused(ServerRefusal)
        case notTaken
        case unreadable(String)
    }

    package let code: Code
    package let subject: String

    package var description: String {
        switch code {
        case .noResponders:
            subject.hasPrefix("$JS.")
                ? "nobody answers \(subject): JetStream is off on this server or account, or not ready yet; start the server with -js"
                : "nobody answers \(subject)"
        case .noDomain(let domain, let own):
            "no JetStream domain “\(domain)” answers from here (\(subject)); "
                + (own.map { "this server's own is “\($0)”" }
                    ?? "this server has none of its own, so leave the domain out")
        case .timedOut(let ns): "no answer to \(subject) within \(SpanText.text(nanoseconds: ns))"
        case .connection(let failure): "no answer to \(subject): \(failure)"
        case .refused(let refusal): "no answer to \(subject): \(refusal)"
        case .notTaken: "\(subject) wasn't sent: there is no connection, or too much waits to be sent"
        case .unreadable(let text): "the answer to \(subject) can't be read: \(text.prefix(200))"
        }
    }
}
