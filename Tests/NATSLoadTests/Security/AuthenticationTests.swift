import EventLoop
import Foundation
import Testing

@testable import NATSLoad

/// Every way to say who one is, against real servers.
struct AuthenticationTests {
    private func connect(
        _ server: NATSServer, _ credentials: Credentials,
        change: @escaping @Sendable (inout ConnectionOptions) -> Void = { _ in }
    )
        async throws -> String
    {
        let url = server.url
        return try await onShard { loop in
            var options = try ConnectionOptions(url, credentials: credentials)
            change(&options)
            let connection = try NATSConnection(options, loop: loop)
            defer { connection.close() }
            try await connection.connected()
            return connection.info.version
        }
    }

    @Test(arguments: NATSServer.releases)
    func userAndPasswordAreAccepted(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(
            release, jetStream: false, configuration: "authorization { user: \"u\", password: \"p w\" }")
        #expect(try await connect(server, .user("u", password: "p w")) == release.name.replacing("v", with: ""))
        await #expect {
            try await connect(server, .user("u", password: "wrong"))
        } throws: { error in
            "\(error)".contains("the server refuses these credentials (“Authorization Violation”)")
        }
        await #expect(throws: ConnectionFailure.self) { try await connect(server, .none) }
    }

    @Test(arguments: NATSServer.releases)
    func tokenIsAccepted(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, jetStream: false, configuration: "authorization { token: \"secret\" }")
        #expect(try await connect(server, .token("secret")) != "")
        await #expect(throws: ConnectionFailure.self) { try await connect(server, .token("guess")) }
    }

    @Test(arguments: NATSServer.releases)
    func nkeyIsAccepted(_ release: NATSServer.Release) async throws {
        let key = NKey(role: .user, seed: (0..<32).map { UInt8($0 * 7 + 1) })
        let server = try NATSServer(
            release, jetStream: false, configuration: "authorization { users: [ { nkey: \"\(key.publicKey)\" } ] }")
        #expect(try await connect(server, .nkey(key)) != "")
        let other = NKey(role: .user, seed: (0..<32).map { UInt8($0) })
        await #expect(throws: ConnectionFailure.self) { try await connect(server, .nkey(other)) }
    }

    /// An operator, an account and a user are made here as `nsc` would make them, so that a `.creds` file is checked by the server itself.
    @Test(arguments: NATSServer.releases)
    func credentialsFileIsAccepted(_ release: NATSServer.Release) async throws {
        let trust = Trust()
        let server = try NATSServer(release, jetStream: false, configuration: trust.serverConfiguration)
        let file = try CredentialsFile(trust.credentials)
        #expect(try await connect(server, .file(file)) != "")
        let stranger = try CredentialsFile(Trust(salt: 99).credentials)
        await #expect(throws: ConnectionFailure.self) { try await connect(server, .file(stranger)) }
    }

    @Test func keyForAServerThatDoesNotSignIsNamed() async throws {
        let server = try NATSServer(jetStream: false)
        let key = NKey(role: .user, seed: Array(repeating: 3, count: 32))
        await #expect {
            try await connect(server, .nkey(key))
        } throws: { error in
            "\(error)".contains("asks for no signature")
        }
    }
}
