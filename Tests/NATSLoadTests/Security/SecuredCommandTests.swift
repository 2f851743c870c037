import Foundation
import Processes
import Testing

@testable import NATSLoad

/// The verbs against a server as production has it: TLS that wants the client's certificate, and credentials of an operator's.
struct SecuredCommandTests {
    private let certificates: TLSTests.Certificates
    private let trust = Trust()

    init() throws { certificates = try TLSTests.Certificates() }

    private func server(_ release: NATSServer.Release) throws -> NATSServer {
        let server = try NATSServer(
            release,
            configuration: """
                \(trust.serverConfiguration)
                tls {
                  cert_file: "\(certificates.path("server.pem"))", key_file: "\(certificates.path("server.key"))"
                  ca_file: "\(certificates.path("ca.pem"))", verify: true
                }
                """)
        try trust.credentials.write(
            to: server.folder.appending(path: "user.creds"), atomically: true, encoding: .utf8)
        try """
        {"load_test_specs": [{"name": "secured", "nats_url": "nats://127.0.0.1:1", "use_jetstream": true,
          "streams": [{"name_prefix": "S", "count": 1, "replicas": 1, "subjects": ["s.{}"]}],
          "publishers": [{"count_per_stream": 1, "stream_name_prefix": "S", "publish_rate_per_second": 40,
            "publish_pattern": "steady", "message_size_bytes": 16, "track_latency": true}],
          "consumers": [{"stream_name_prefix": "S", "type": "pull", "count_per_stream": 1, "durable_name_prefix": "c",
            "ack_wait_seconds": 30, "max_ack_pending": 100, "ack_policy": "explicit"}],
          "behavior": {"duration_seconds": 0.5, "ramp_up_seconds": 0}}]}
        """.write(to: server.folder.appending(path: "load.json"), atomically: true, encoding: .utf8)
        return server
    }

    private var certificateWords: [String] {
        [
            "--tls-ca", certificates.path("ca.pem"), "--tls-cert", certificates.path("client.pem"), "--tls-key",
            certificates.path("client.key"),
        ]
    }

    /// Runs the built command beside the tests' own executable, in the server's folder.
    private func plimsoll(_ words: [String], _ server: NATSServer) async throws -> (Companion.Ending, text: String) {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "plimsoll").path
        let file = server.folder.appending(path: "\(UUID().uuidString).out")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let output = try FileHandle(forWritingTo: file)
        let (number, folder) = (output.fileDescriptor, server.folder.path)
        let all = words + ["--url", "tls://127.0.0.1:\(server.port)"]
        let ending: Companion.Ending = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try Companion(path: path, arguments: all, folder: folder, output: number, errors: number).wait()
                    })
            }
        }
        try output.close()
        return (ending, try String(contentsOf: file, encoding: .utf8))
    }

    @Test(arguments: NATSServer.releases) func everyVerbComesIn(_ release: NATSServer.Release) async throws {
        let server = try server(release)
        let verbs = [
            ["nats", "publish", "--create", "--messages", "40", "--publishers", "4"],
            [
                "nats", "burst", "--create", "--parallel", "4", "--batch-size", "5", "--bursts", "2", "--batch-pause",
                "50ms", "--interval", "1ms",
            ],
            ["nats", "run", "load.json"],
        ]
        for (verb, account) in zip(
            verbs,
            [
                "MEMES: attempted 40 = acknowledged 40", "MEMES: attempted 40 = acknowledged 40",
                "S_1: attempted 20 = acknowledged 20",
            ])
        {
            let (ending, text) = try await plimsoll(verb + certificateWords + ["--creds", "user.creds"], server)
            #expect(ending == .code(0), "\(verb): \(text)")
            #expect(text.contains(account) && text.contains("  adds up"), "\(verb): \(text)")
        }
    }

    @Test(arguments: NATSServer.releases) func whoIsNotLetInIsTold(_ release: NATSServer.Release) async throws {
        let server = try server(release)
        let publish = ["nats", "publish", "--create", "--messages", "4"]
        let calls: [(words: [String], sentence: String)] = [
            (certificateWords, "the server refuses these credentials"),
            (
                ["--creds", "user.creds", "--tls-ca", certificates.path("foreign.pem")],
                "the server's certificate is not accepted"
            ),
            (certificateWords + ["--creds", "nowhere.creds"], "the credentials file nowhere.creds can't be read"),
        ]
        for (words, sentence) in calls {
            let (ending, text) = try await plimsoll(publish + words, server)
            #expect(ending != .code(0) && text.contains(sentence), "\(words): \(ending), \(text)")
        }
    }
}
