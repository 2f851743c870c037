public import Foundation
package import NATSLoad

/// The NATS servers that a load test runs against.
public struct Broker: Sendable {
    package var options: ConnectionOptions
    package var monitor: URL?

    /// A broker at `nats://…` or `tls://…` addresses, several with commas; user and password or a token may stand in the address.
    public init(_ urls: String, monitor: String? = nil) throws {
        options = ConnectionOptions(servers: try ServerAddress.list(urls))
        self.monitor = monitor.flatMap { URL(string: $0) }
    }

    /// The broker that `PLIMSOLL_TARGET_NATS` or `NATS_URL` names, or `nil` when neither is set; `NATS_CREDS`, `NATS_CA`, `NATS_JS_DOMAIN` and
    /// `NATS_MONITOR` may stand beside it.
    public static func fromEnvironment(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws
        -> Broker?
    {
        let urls = ["PLIMSOLL_TARGET_NATS", "NATS_URL"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard let url = urls.first else { return nil }
        var broker = try Broker(url, monitor: environment["NATS_MONITOR"])
        if let file = environment["NATS_CREDS"] { broker = try broker.credentials(file: file) }
        if let file = environment["NATS_CA"] { broker = broker.trusting(authorities: file) }
        if let domain = environment["NATS_JS_DOMAIN"], !domain.isEmpty { broker = try broker.jetStreamDomain(domain) }
        return broker
    }

    /// With a user and a password.
    public func user(_ name: String, password: String) -> Broker {
        with { $0.credentials = .user(name, password: password) }
    }

    /// With a token.
    public func token(_ token: String) -> Broker { with { $0.credentials = .token(token) } }

    /// With an NKEY's seed.
    public func nkey(seed: String) throws -> Broker {
        let key = try NKey(seed: seed)
        return with { $0.credentials = .nkey(key) }
    }

    /// With a credentials file as `nsc` makes it.
    public func credentials(file: String) throws -> Broker {
        let file = try CredentialsFile(path: file)
        return with { $0.credentials = .file(file) }
    }

    /// With the JetStream domain that holds the streams, such as the hub's behind a leaf node; the server's own unless given.
    public func jetStreamDomain(_ name: String) throws -> Broker {
        let domain = try JetStreamDomain(name)
        return with { $0.jetStreamDomain = domain.name }
    }

    /// With authorities to trust instead of the system's, in a PEM file.
    public func trusting(authorities file: String) -> Broker { with { $0.tls.authorityFile = file } }

    private func with(_ change: (inout ConnectionOptions) -> Void) -> Broker {
        var copy = self
        change(&copy.options)
        return copy
    }
}
