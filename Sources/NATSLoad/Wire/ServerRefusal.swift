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
        /// A message whose answers may not be sent to the subject that it names for them.
        case permissionOnReply(subject: String)
        case otherPermission
        case maximumSubscriptions
        case maximumControlLine
        case maximumPayload
        case slowConsumer
        case staleConnection
        case tlsRequired
        case serverShutdown
        case invalidSubject
        /// A port for other servers.
        case wrongPort
        case throttled
        case noAccount
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
        if lower.hasPrefix("permissions violation for publish with reply of ") {
            return .permissionOnReply(subject: quoted(in: text))
        }
        let known: [(String, Kind)] = [
            ("authorization violation", .authorization),
            ("authentication timeout", .authenticationTimeout),
            ("user authentication expired", .authenticationExpired),
            ("user authentication revoked", .authenticationExpired),
            ("account authentication expired", .authenticationExpired),
            ("maximum account active connections exceeded", .accountConnectionsExceeded),
            ("maximum connections exceeded", .connectionsExceeded),
            ("permissions violation", .otherPermission),
            ("maximum subscriptions exceeded", .maximumSubscriptions),
            ("maximum control line exceeded", .maximumControlLine),
            ("maximum payload violation", .maximumPayload),
            ("slow consumer", .slowConsumer),
            ("stale connection", .staleConnection),
            ("secure connection - tls required", .tlsRequired),
            ("server shutdown", .serverShutdown),
            ("invalid subject", .invalidSubject),
            ("invalid publish subject", .invalidSubject),
            ("attempted to connect to ", .wrongPort),
            ("connection throttling is active", .throttled),
            ("failed account registration", .noAccount),
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
        case .permissionOnPublish, .permissionOnSubscription, .permissionOnReply, .otherPermission, .invalidSubject,
            .maximumSubscriptions:
            true
        default: false
        }
    }

    /// Whether trying again with the same credentials makes sense.
    package var isPermanent: Bool {
        switch kind {
        case .authorization, .authenticationExpired, .tlsRequired, .wrongPort: true
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
        case .permissionOnReply(let subject):
            "these credentials may not have answers sent to “\(subject)”; allow them to publish with such a reply subject, "
                + "or name another prefix with --inbox-prefix"
        case .otherPermission: "these credentials lack a permission (“\(text)”)"
        case .maximumSubscriptions:
            "the server takes no more subscriptions of this connection (“\(text)”); raise max_subscriptions there"
        case .maximumControlLine:
            "a subject with its reply was longer than the server's max_control_line (“\(text)”); use shorter subjects or raise it"
        case .maximumPayload: "a message was larger than the server's max_payload (“\(text)”); send smaller ones"
        case .slowConsumer:
            "the server dropped this connection as a slow consumer: messages came faster than they were read"
        case .staleConnection: "the server dropped this connection because its pings weren't answered in time"
        case .tlsRequired: "the server wants TLS; use a tls:// address"
        case .serverShutdown: "the server is shutting down"
        case .invalidSubject: "the server finds a subject invalid (“\(text)”)"
        case .wrongPort:
            "this port is for other servers, not for clients (“\(text)”); clients usually connect to port 4222"
        case .throttled: "the server lets in only so many connections at a time (“\(text)”); use fewer clients"
        case .noAccount: "the server can't find the account of these credentials (“\(text)”)"
        case .other: "the server says “\(text)”"
        }
    }
}
