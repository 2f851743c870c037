package import Foundation

/// What a server says of itself on /varz and /jsz: the broker's side of the story.
public struct ServerStatistics: Sendable, Equatable, Codable {
    /// Connections at this moment.
    public var connections: Int?
    /// Share of processors used, in percent of one.
    public var cpuPercent: Double?
    /// Resident memory in bytes.
    public var memoryBytes: Int64?
    /// Messages and bytes since the server's start.
    public var messagesIn: Int64?, messagesOut: Int64?, bytesIn: Int64?, bytesOut: Int64?
    /// Clients dropped because they read too slowly, since the server's start.
    public var slowConsumers: Int64?
    /// JetStream's use of memory and files in bytes.
    public var jetStreamMemoryBytes: Int64?, jetStreamFileBytes: Int64?
    /// JetStream's streams, consumers and messages.
    public var streams: Int?, consumers: Int?, messages: Int64?
    /// JetStream API requests, and those that failed.
    public var apiRequests: Int64?, apiErrors: Int64?
    /// The leader of JetStream's cluster.
    public var metaLeader: String?

    /// Nothing known.
    public init() {}

    /// Asks a server's monitoring port.
    package static func fetch(_ url: URL) async throws -> ServerStatistics {
        var all = ServerStatistics()
        all.read(varz: try await MonitorFetch.get(url, path: "/varz"))
        // A server without JetStream answers this as well, with less in it.
        all.read(jsz: try await MonitorFetch.get(url, path: "/jsz"))
        return all
    }

    /// Takes over what /varz says.
    package mutating func read(varz data: Data) {
        struct Page: Decodable {
            var connections: Int?
            var cpu: Double?
            var mem: Int64?
            var in_msgs: Int64?
            var out_msgs: Int64?
            var in_bytes: Int64?
            var out_bytes: Int64?
            var slow_consumers: Int64?
        }
        guard let page = try? JSONDecoder().decode(Page.self, from: data) else { return }
        (connections, cpuPercent, memoryBytes) = (page.connections, page.cpu, page.mem)
        (messagesIn, messagesOut, bytesIn, bytesOut) = (page.in_msgs, page.out_msgs, page.in_bytes, page.out_bytes)
        slowConsumers = page.slow_consumers
    }

    /// Takes over what /jsz says.
    package mutating func read(jsz data: Data) {
        struct Page: Decodable {
            struct API: Decodable {
                var total: Int64?
                var errors: Int64?
            }
            struct Meta: Decodable { var leader: String? }
            var memory: Int64?
            // Releases differ in what they call it.
            var storage: Int64?
            var store: Int64?
            var streams: Int?
            var consumers: Int?
            var messages: Int64?
            var api: API?
            var meta_cluster: Meta?
        }
        guard let page = try? JSONDecoder().decode(Page.self, from: data) else { return }
        (jetStreamMemoryBytes, jetStreamFileBytes) = (page.memory, page.storage ?? page.store)
        (streams, consumers, messages) = (page.streams, page.consumers, page.messages)
        (apiRequests, apiErrors, metaLeader) = (page.api?.total, page.api?.errors, page.meta_cluster?.leader)
    }

    /// One line, for a terminal.
    public var line: String {
        func text(_ name: String, _ value: (some CustomStringConvertible)?) -> String? { value.map { "\(name) \($0)" } }
        return [
            text("connections", connections), text("cpu%", cpuPercent), text("memory", memoryBytes),
            text("in", messagesIn), text("out", messagesOut), text("slow consumers", slowConsumers),
            text("streams", streams), text("consumers", consumers), text("stored", messages),
            text("js memory", jetStreamMemoryBytes), text("js file", jetStreamFileBytes), text("leader", metaLeader),
        ].compactMap(\.self).joined(separator: ", ")
    }
}
