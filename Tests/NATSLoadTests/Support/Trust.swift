import Foundation

@testable import NATSLoad

/// An operator who vouches for an account, which vouches for a user: JWTs signed with Ed25519, as `nsc` makes them.
struct Trust {
    private let operatorKey: NKey
    private let systemKey: NKey
    private let accountKey: NKey
    private let userKey: NKey

    init(salt: UInt8 = 0) {
        func seed(_ start: UInt8) -> [UInt8] { (0..<32).map { $0 &+ start &+ salt } }
        operatorKey = NKey(role: .operatorRole, seed: seed(1))
        systemKey = NKey(role: .account, seed: seed(4))
        accountKey = NKey(role: .account, seed: seed(2))
        userKey = NKey(role: .user, seed: seed(3))
    }

    private func token(subject: NKey, issuer: NKey, name: String, claims: String) -> String {
        let header = #"{"typ":"JWT","alg":"ed25519-nkey"}"#
        let body =
            #"{"jti":"\#(name)","iat":1700000000,"iss":"\#(issuer.publicKey)","name":"\#(name)","sub":"\#(subject.publicKey)","nats":\#(claims)}"#
        let signed = NKey.base64URL(Array(header.utf8)) + "." + NKey.base64URL(Array(body.utf8))
        return signed + "." + NKey.base64URL(issuer.signature(of: Array(signed.utf8)))
    }

    private var limits: String {
        #"{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1}"#
    }

    private var jetStreamLimits: String {
        limits.dropLast() + #","mem_storage":-1,"disk_storage":-1,"streams":-1,"consumer":-1}"#
    }

    var serverConfiguration: String {
        let operatorToken = token(
            subject: operatorKey, issuer: operatorKey, name: "operator", claims: #"{"type":"operator","version":2}"#)
        func account(_ key: NKey, _ name: String, _ limits: String) -> String {
            token(
                subject: key, issuer: operatorKey, name: name,
                claims: #"{"type":"account","version":2,"limits":\#(limits),"default_permissions":{"pub":{},"sub":{}}}"#
            )
        }
        return """
            operator: "\(operatorToken)"
            resolver: MEMORY
            system_account: \(systemKey.publicKey)
            resolver_preload: {
              \(accountKey.publicKey): "\(account(accountKey, "account", jetStreamLimits))"
              \(systemKey.publicKey): "\(account(systemKey, "system", limits))"
            }
            """
    }

    var credentials: String {
        let userToken = token(
            subject: userKey, issuer: accountKey, name: "user",
            claims: #"{"type":"user","version":2,"pub":{},"sub":{},"subs":-1,"data":-1,"payload":-1}"#)
        return """
            -----BEGIN NATS USER JWT-----
            \(userToken)
            ------END NATS USER JWT------

            -----BEGIN USER NKEY SEED-----
            \(userKey.seedText)
            ------END USER NKEY SEED------
            """
    }
}
