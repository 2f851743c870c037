import Foundation

/// What a server says of itself in INFO, at the beginning of a connection and whenever its cluster changes.
package struct ServerInfo: Codable, Equatable, Sendable {
    package var serverID = ""
    package var serverName = ""
    package var version = ""
    package var maxPayload = 1_048_576
    package var jetStream = false
    package var headers = false
    package var authenticationRequired = false
    package var tlsRequired = false
    package var tlsAvailable = false
    /// What has to be signed with an NKEY seed.
    package var nonce: String?
    package var cluster: String?
    /// The JetStream domain of the server's own.
    package var domain: String?
    /// Other members of the cluster that clients may connect to, as host:port.
    package var connectURLs: [String] = []
    /// Whether this server is about to close its clients' connections one after another.
    package var isLameDuck = false
    package var clientID: UInt64?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case serverID = "server_id"
        case serverName = "server_name"
        case version
        case maxPayload = "max_payload"
        case jetStream = "jetstream"
        case headers
        case authenticationRequired = "auth_required"
        case tlsRequired = "tls_required"
        case tlsAvailable = "tls_available"
        case nonce
        case cluster
        case domain
        case connectURLs = "connect_urls"
        case isLameDuck = "ldm"
        case clientID = "client_id"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        // A server leaves out what is false or empty.
        serverID = try values.decodeIfPresent(String.self, forKey: .serverID) ?? ""
        serverName = try values.decodeIfPresent(String.self, forKey: .serverName) ?? ""
        version = try values.decodeIfPresent(String.self, forKey: .version) ?? ""
        maxPayload = try values.decodeIfPresent(Int.self, forKey: .maxPayload) ?? 1_048_576
        jetStream = try values.decodeIfPresent(Bool.self, forKey: .jetStream) ?? false
        headers = try values.decodeIfPresent(Bool.self, forKey: .headers) ?? false
        authenticationRequired = try values.decodeIfPresent(Bool.self, forKey: .authenticationRequired) ?? false
        tlsRequired = try values.decodeIfPresent(Bool.self, forKey: .tlsRequired) ?? false
        tlsAvailable = try values.decodeIfPresent(Bool.self, forKey: .tlsAvailable) ?? false
        nonce = try values.decodeIfPresent(String.self, forKey: .nonce)
        cluster = try values.decodeIfPresent(String.self, forKey: .cluster)
        domain = try values.decodeIfPresent(String.self, forKey: .domain)
        connectURLs = try values.decodeIfPresent([String].self, forKey: .connectURLs) ?? []
        isLameDuck = try values.decodeIfPresent(Bool.self, forKey: .isLameDuck) ?? false
        clientID = try values.decodeIfPresent(UInt64.self, forKey: .clientID)
    }

    /// Reads the object behind INFO.
    package static func decode(_ bytes: UnsafeRawBufferPointer) throws(WireFault) -> ServerInfo {
        do {
            return try JSONDecoder().decode(ServerInfo.self, from: Data(bytes))
        } catch {
            throw WireFault(.malformedInfo("no JSON object of the expected fields"))
        }
    }
}
