/// Why there is no connection, or no longer one.
package struct ConnectionFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Equatable, Sendable {
        case unresolvable(host: String, reason: String)
        case unreachable(reason: String)
        case timedOut(stage: String)
        case closedByServer
        case refused(ServerRefusal)
        case tls(String)
        case violation(WireFault)
        case noNonce
        case noTLS
        case unanswered(pings: Int)
        case lameDuck
        case closedByClient
    }

    package var code: Code
    /// The server that was talked to.
    package var server: ServerAddress?

    package init(_ code: Code, server: ServerAddress? = nil) {
        self.code = code
        self.server = server
    }

    /// Whether another try with the same words would end the same.
    package var isPermanent: Bool {
        switch code {
        case .refused(let refusal): refusal.isPermanent
        case .tls, .violation, .noNonce, .noTLS: true
        default: false
        }
    }

    package var description: String {
        let place = server.map { " \($0)" } ?? ""
        return switch code {
        case .unresolvable(let host, let reason): "the host “\(host)” can't be found: \(reason); check the address"
        case .unreachable(let reason): "no connection to\(place): \(reason); is the server running there?"
        case .timedOut(let stage): "no connection to\(place): timed out while \(stage)"
        case .closedByServer: "the server\(place) closed the connection"
        case .refused(let refusal): "\(place.isEmpty ? "" : "\(place.dropFirst()): ")\(refusal)"
        case .tls(let reason): "no TLS with\(place): \(reason)"
        case .violation(let fault): "\(place.isEmpty ? "" : "\(place.dropFirst()): ")\(fault)"
        case .noNonce:
            "the server\(place) asks for no signature, so an NKEY or credentials file can't be used; it is not set up for them"
        case .noTLS: "the server\(place) offers no TLS; use a nats:// address or switch TLS on there"
        case .unanswered(let pings): "the server\(place) left \(pings) pings unanswered"
        case .lameDuck: "the server\(place) is about to shut down (lame duck)"
        case .closedByClient: "the connection was closed"
        }
    }
}
