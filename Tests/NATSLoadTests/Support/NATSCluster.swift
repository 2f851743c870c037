import EventLoop
import Foundation

@testable import NATSLoad

/// Three servers that form a cluster on loopback.
final class NATSCluster: Sendable {
    let servers: [NATSServer]
    var urls: String { servers.map(\.url).joined(separator: ",") }

    init(_ release: NATSServer.Release) throws {
        let routes = try (0..<3).map { _ in try NATSServer.freePort() }
        let list = routes.map { "\"nats://127.0.0.1:\($0)\"" }.joined(separator: ", ")
        servers = try (0..<3).map { index in
            try NATSServer(
                release,
                configuration: """
                    server_name: "n\(index + 1)"
                    cluster { name: "c", listen: "127.0.0.1:\(routes[index])", routes: [\(list)] }
                    """)
        }
    }

    /// Waits until the cluster has a leader for its metadata and places a stream of three replicas.
    func ready() async throws {
        let urls = urls
        try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(urls), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            var config = StreamConfiguration(name: "READY", subjects: ["ready"])
            config.replicas = 3
            let api = JetStream(connection)
            for _ in 0..<120 {
                if (try? await api.createStream(config)) != nil {
                    try await api.deleteStream("READY")
                    return
                }
                try await loop.shard.sleep(until: Shard.now() + 250_000_000)
            }
            throw NATSServer.Fault(description: "the cluster has no leader after 30 s")
        }
    }

    /// Kills the server that leads a stream, as the monitoring pages name it; blocks.
    func killLeader(of stream: String) {
        for server in servers {
            guard
                let data = try? MonitorFetch.blockingGet(
                    host: "127.0.0.1", port: server.monitorPort, path: "/jsz?streams=true"),
                let leader = Self.leader(of: stream, in: data),
                let index = ["n1", "n2", "n3"].firstIndex(of: leader)
            else { continue }
            servers[index].kill()
            return
        }
        // Any of the three is a fault worth surviving.
        servers[0].kill()
    }

    private static func leader(of stream: String, in data: Data) -> String? {
        struct Page: Decodable {
            struct Account: Decodable {
                struct Stream: Decodable {
                    struct Cluster: Decodable { var leader: String? }
                    var name: String
                    var cluster: Cluster?
                }
                var stream_detail: [Stream]?
            }
            var account_details: [Account]?
        }
        let page = try? JSONDecoder().decode(Page.self, from: data)
        return page?.account_details?.lazy.flatMap { $0.stream_detail ?? [] }.first { $0.name == stream }?.cluster?
            .leader
    }
}
