import Foundation
import Testing

@testable import NATSLoad

/// TLS against real servers, with certificates made by openssl for the test.
struct TLSTests {
    /// An authority and certificates that it signed.
    final class Certificates: Sendable {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-tls-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try make(authority: "ca")
            try make(authority: "foreign")
            try make("server", by: "ca", names: "IP:127.0.0.1,DNS:localhost")
            try make("other", by: "ca", names: "DNS:elsewhere.example")
            try make("client", by: "ca", names: "DNS:client.example")
            try make("expired", by: "ca", names: "IP:127.0.0.1", days: -1)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func path(_ name: String) -> String { folder.appending(path: name).path }

        private func make(authority: String) throws {
            try openssl([
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj",
                "/CN=\(authority)", "-keyout", path("\(authority).key"), "-out", path("\(authority).pem"),
            ])
        }

        private func make(_ name: String, by authority: String, names: String, days: Int = 2) throws {
            try openssl([
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)",
                "-keyout",
                path("\(name).key"), "-out", path("\(name).csr"),
            ])
            try "subjectAltName=\(names)\n".write(toFile: path("\(name).ext"), atomically: true, encoding: .utf8)
            try openssl([
                "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).pem"), "-CAkey",
                path("\(authority).key"),
                "-CAcreateserial", "-days", "\(days)", "-extfile", path("\(name).ext"), "-out", path("\(name).pem"),
            ])
        }

        private func openssl(_ arguments: [String]) throws {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw NATSServer.Fault(description: "openssl \(arguments.joined(separator: " ")) failed")
            }
        }
    }

    private let certificates: Certificates

    init() throws { certificates = try Certificates() }

    private func server(_ release: NATSServer.Release?, _ name: String = "server", more: String = "") throws
        -> NATSServer
    {
        try NATSServer(
            release, jetStream: false,
            configuration:
                "tls { cert_file: \"\(certificates.path("\(name).pem"))\", key_file: \"\(certificates.path("\(name).key"))\" \(more) }"
        )
    }

    /// A request over TLS: what comes back, or why nothing does.
    private func talk(_ server: NATSServer, _ change: @escaping @Sendable (inout TLSOptions) -> Void = { _ in })
        async throws -> String
    {
        let (url, authority) = (server.url, certificates.path("ca.pem"))
        return try await onShard { loop in
            var options = try ConnectionOptions(url)
            options.tls.authorityFile = authority
            change(&options.tls)
            let connection = try NATSConnection(options, loop: loop)
            defer { connection.close() }
            try await connection.connected()
            _ = connection.subscribe("echo") { connection.publish($0.replyText, payload: Array($0.payload)) }
            // Larger than a TLS record and than the buffers.
            let payload = [UInt8](repeating: 0x61, count: 200_000)
            let reply = try await connection.request("echo", payload: payload)
            return reply.payload == payload ? "echoed" : "\(reply.payload.count) bytes"
        }
    }

    private func failure(_ server: NATSServer, _ change: @escaping @Sendable (inout TLSOptions) -> Void = { _ in })
        async -> String
    {
        do { return try await talk(server, change) } catch { return "\(error)" }
    }

    @Test(arguments: NATSServer.releases)
    func connectionIsUpgradedAfterINFO(_ release: NATSServer.Release) async throws {
        #expect(try await talk(server(release)) == "echoed")
    }

    @Test(arguments: NATSServer.releases.filter { !$0.name.contains("2.9.") })
    func handshakeMayComeFirst(_ release: NATSServer.Release) async throws {
        let server = try server(release, more: ", handshake_first: true")
        #expect(try await talk(server) { $0.handshakeFirst = true } == "echoed")
    }

    @Test func ownCertificateIsShown() async throws {
        let server = try server(
            NATSServer.anyRelease, more: ", ca_file: \"\(certificates.path("ca.pem"))\", verify: true")
        let (own, key) = (certificates.path("client.pem"), certificates.path("client.key"))
        let answer = try await talk(server) {
            $0.certificateFile = own
            $0.keyFile = key
        }
        #expect(answer == "echoed")
    }

    @Test func foreignAuthorityIsRefused() async throws {
        let foreign = certificates.path("foreign.pem")
        let text = await failure(try server(NATSServer.anyRelease)) { $0.authorityFile = foreign }
        #expect(
            text.contains("the server's certificate is not accepted")
                && text.contains("name the authority that signed it"), "\(text)")
    }

    @Test func expiredCertificateIsRefused() async throws {
        let text = await failure(try server(NATSServer.anyRelease, "expired"))
        #expect(text.contains("certificate has expired; renew it"), "\(text)")
    }

    @Test func certificateOfAnotherNameIsRefused() async throws {
        let server = try server(NATSServer.anyRelease, "other")
        let text = await failure(server)
        #expect(text.contains("it is not made out for “127.0.0.1”"), "\(text)")
        #expect(try await talk(server) { $0.serverName = "elsewhere.example" } == "echoed")
    }

    @Test func absentFilesAreNamed() async throws {
        let text = await failure(try server(NATSServer.anyRelease)) { $0.authorityFile = "/nowhere/ca.pem" }
        #expect(text.contains("the authorities' file /nowhere/ca.pem can't be read"), "\(text)")
    }
}
