import EventLoop
import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// Streams in a JetStream domain: the server's own by its name, and another one's through a leaf node.
@Suite(.timeLimit(.minutes(10)))
struct QueueDomainTests {
    private func plan(_ server: NATSServer, domain: String) throws -> QueuePlan {
        var plan = try QueueRunTests.plan(server)
        plan.connection.jetStreamDomain = domain
        plan.publishers = [QueueRunTests.publisher(.steady(perSecond: 100, rampNs: 0, durationNs: 500_000_000))]
        var push = QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "pushed"))
        push.kind = .push
        plan.consumers = [
            QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "pulled")), push,
        ]
        return plan
    }

    private func server(_ release: NATSServer.Release, domain: String, more: String = "") throws -> NATSServer {
        try NATSServer(
            release, jetStream: false,
            configuration: """
                server_name: "\(domain)"
                jetstream { store_dir: "{folder}/js", domain: "\(domain)" }
                \(more)
                """)
    }

    private func hasStream(_ server: NATSServer) async throws -> Bool {
        let url = server.url
        return try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            return try await JetStream(connection).existingStream("MEMES") != nil
        }
    }

    private func addsUp(_ result: QueueResult) {
        #expect(result.differences == [] && result.notices == [])
        #expect(result.published.acknowledged == 50)
        #expect(result[stream: "MEMES"]?.consumers.map(\.counts.acknowledged) == [50, 50])
    }

    @Test(arguments: NATSServer.releases)
    func theServersOwnDomainMayBeNamed(_ release: NATSServer.Release) async throws {
        let server = try server(release, domain: "hub")
        let plan = try plan(server, domain: "hub")
        #expect(plan.lines[0].contains("JetStream domain hub"))
        addsUp(try await QueueRun.run(plan))
        #expect(try await !hasStream(server))
    }

    @Test(arguments: NATSServer.releases)
    func aDomainThatNobodyHasIsASentence(_ release: NATSServer.Release) async throws {
        let server = try server(release, domain: "hub")
        let plan = try plan(server, domain: "nowhere")
        defer { withExtendedLifetime(server) {} }
        await #expect {
            try await QueueRun.run(plan)
        } throws: { error in
            "\(error)"
                == "no JetStream domain “nowhere” answers from here ($JS.nowhere.API.STREAM.INFO.MEMES); this server's own is “hub”"
        }
    }

    /// The client talks to a leaf node, whose own JetStream stays empty.
    @Test(arguments: NATSServer.releases)
    func theHubsStreamsAreLoadedThroughALeafNode(_ release: NATSServer.Release) async throws {
        let port = try NATSServer.freePort()
        let hub = try server(release, domain: "hub", more: "leafnodes { listen: \"127.0.0.1:\(port)\" }")
        let leaf = try server(
            release, domain: "leaf", more: "leafnodes { remotes: [ { url: \"nats-leaf://127.0.0.1:\(port)\" } ] }")
        var plan = try plan(leaf, domain: "hub")
        plan.keeps = true
        let options = plan.connection
        try await onShard { loop in
            let connection = try NATSConnection(options, loop: loop)
            defer { connection.close() }
            try await connection.connected()
            // The leaf node finds its hub in its own time.
            for _ in 0..<600 {
                do {
                    _ = try await JetStream(connection).existingStream("MEMES")
                    return
                } catch {
                    try await loop.shard.sleep(until: Shard.now() + 50_000_000)
                }
            }
        }
        addsUp(try await QueueRun.run(plan))
        #expect(try await hasStream(hub))
        #expect(try await !hasStream(leaf))
    }

    @Test(arguments: ["", "a b", "a.b", "a*", ">"])
    func aDomainsNameIsOneWord(_ text: String) {
        #expect(throws: JetStreamDomain.Fault(text: text)) { try JetStreamDomain(text) }
    }
}
