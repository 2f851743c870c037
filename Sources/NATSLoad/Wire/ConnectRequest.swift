import Foundation

/// What a client says of itself in CONNECT.
package struct ConnectRequest: Encodable, Equatable, Sendable {
    package var name: String
    package var verbose = false
    package var pedantic = false
    package var tlsRequired = false
    package var language = "swift"
    package var version = "1"
    package var protocolVersion = 1
    package var headers = true
    package var noResponders = true
    package var echo = true
    package var user: String?
    package var password: String?
    package var token: String?
    package var jwt: String?
    package var publicKey: String?
    /// The signed nonce, base64url without padding.
    package var signature: String?

    package init(name: String) { self.name = name }

    private enum CodingKeys: String, CodingKey {
        case name, verbose, pedantic, headers, echo, user, jwt
        case tlsRequired = "tls_required"
        case language = "lang"
        case version
        case protocolVersion = "protocol"
        case noResponders = "no_responders"
        case password = "pass"
        case token = "auth_token"
        case publicKey = "nkey"
        case signature = "sig"
    }

    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and booleans only: encoding them has no way to fail.
        guard let data = try? encoder.encode(self) else { preconditionFailure("CONNECT can't be written as JSON") }
        return [UInt8](data)
    }
}
