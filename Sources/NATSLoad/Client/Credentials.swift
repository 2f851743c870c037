import Foundation

/// How a client proves who it is.
package enum Credentials: Equatable, Sendable {
    case none
    case user(String, password: String)
    case token(String)
    case nkey(NKey)
    case file(CredentialsFile)

    /// What `user:password` or a lone token in an address stands for.
    package init(userInfo: String) {
        if let colon = userInfo.firstIndex(of: ":") {
            self = .user(
                Self.decoded(userInfo[..<colon]), password: Self.decoded(userInfo[userInfo.index(after: colon)...]))
        } else {
            self = .token(Self.decoded(userInfo[...]))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        String(text).removingPercentEncoding ?? String(text)
    }

    /// Fills in what CONNECT has to say, or tells why it can't.
    package func sign(_ request: inout ConnectRequest, nonce: String?) throws(ConnectionFailure) {
        switch self {
        case .none: break
        case .user(let user, let password): (request.user, request.password) = (user, password)
        case .token(let token): request.token = token
        case .nkey(let key):
            guard let nonce else { throw ConnectionFailure(.noNonce) }
            request.publicKey = key.publicKey
            request.signature = key.signature(ofNonce: nonce)
        case .file(let file):
            guard let nonce else { throw ConnectionFailure(.noNonce) }
            request.jwt = file.jwt
            request.signature = file.key.signature(ofNonce: nonce)
        }
    }
}
