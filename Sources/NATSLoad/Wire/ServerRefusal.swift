/// What a server says in -ERR, and whether the connection survives it.
package struct ServerRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: Equatable, Sendable {
        case authorization
        case authenticationTimeout
        case authenticationExpired
        case accountConnectionsExceeded
        case connectionsExceeded
        case permissionOnPublish(subject: String)
        case permissionOnSubscription(subject: String)
        case maximumPayload
        case slowConsumer
        case staleConnection
        case tlsRequired
        case serverShutdown
        case invalidSubject
        case other
    }

    package let kind: Kind
    /// The server's own words.
    package let text: String

    package init(_ text: String) {
        self.text = text
        kind = Self.kind(of: text)
    }

    private static func kind(of text: String) -> Kind {
        let lower = text.lowercased()
        if lower.hasPrefix("permissions violation for publish to ") {
            return .permissionOnPublish(subject: quoted(in: text))
        }
        if lower.hasPrefix("permissions violation for subscription to ") {
            return .permissionOnSubscription(subject: quoted(in: text))
        }
        let known: [(String, Kind)] = [
            ("authorization violation", .authorization),
            ("authentication timeout", .authenticationTimeout),
            ("user authentication expired", .authenticationExpired),
            ("user authentication revoked", .authenticationExpired),
            ("account authentication expired", .authenticationExpired),
            ("maximum account active connections exceeded", .accountConnectionsExceeded),
            ("maximum connections exceeded", .connectionsExceeded),
            ("maximum payload violation", .maximumPayload),
            ("slow consumer", .slowConsumer),
            ("stale connection", .staleConnection),
            ("secure connection - tls required", .tlsRequired),
            ("server shutdown", .serverShutdown),
            ("invalid subject", .invalidSubject),
            ("invalid publish subject", .invalidSubject),
        ]
        return known.first { lower.hasPrefix($0.0) }?.1 ?? .other
    }

    /// The subject in `Permissions Violation for Publish to "a.b"`.
    private static func quoted(in text: String) -> String {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.count >= 3 ? String(parts[1]) : ""
    }

    /// Whether the server keeps the connection after saying this.
    package var isSurvivable: Bool {
        switch kind {
        case .permissionOnPublish, .permissionOnSubscription, .invalidSubject: true
        default: false
        }
    }

    /// Whether trying again with the same credentials makes sense.
    package var isPermanent: Bool {
        switch kind {
        case .authorization, .authenticationExpired, .tlsRequired: true
        default: false
        }
    }

    package var description: String {
        switch kind {
        case .authorization:
            "the server refuses these credentials (“\(text)”); check user, password, token, seed or credentials file"
        case .authenticationTimeout: "the server didn't get the credentials in time (“\(text)”)"
        case .authenticationExpired: "the credentials have expired or were revoked (“\(text)”)"
        case .accountConnectionsExceeded, .connectionsExceeded:
            "the server has its maximum of connections (“\(text)”); use fewer clients or raise its limit"
        case .permissionOnPublish(let subject) where subject.hasPrefix("$JS.ACK."):
            "these credentials may not acknowledge messages; allow them to publish to $JS.ACK.>"
        case .permissionOnPublish(let subject): "these credentials may not publish to “\(subject)”"
        case .permissionOnSubscription(let subject) where subject.hasPrefix("_INBOX."):
            "these credentials may not subscribe to _INBOX.>, where answers arrive; allow it, or name another prefix with --inbox-prefix"
        case .permissionOnSubscription(let subject): "these credentials may not subscribe to “\(subject)”"
        case .maximumPayload: "a message was larger than the server's max_payload (“\(text)”); send smaller ones"
        case .slowConsumer:
            "the server dropped this connection as a slow consumer: messages came faster than they were read"
        case .staleConnection: "the server dropped this connection because its pings weren't answered in time"
        case .tlsRequired: "the server wants TLS; use a tls:// address"
        case .serverShutdown: "the server is shutting down"
        case .invalidSubject: "the server finds a subject invalid (“\(text)”)"
        case .other: "the server says “\(text)”"
        }
    }
}
