package import Foundation
import Measurement

/// A run's figures at one interval, as they are stored; keys carry their units.
package struct StatisticsRow: Codable, Equatable, Sendable {
    package var time: Date
    package var spec: String
    /// Which repetition of the document it is, from 1; absent where nothing is repeated.
    package var round: Int?
    package var elapsed_s: Double
    package var attempted: Int64
    package var acknowledged: Int64
    package var refused: Int64
    package var unknown: Int64
    package var delivered: Int64
    package var redelivered: Int64
    package var consumer_acknowledged: Int64
    package var pending: Int64
    package var ack_pending: Int64
    /// Failures of the interval, in all and by kind.
    package var errors: Int64
    package var errors_by_kind: [String: Int64]
    /// Of the whole run, since its start.
    package var published_per_second: Double
    package var delivered_per_second: Double
    /// How much of the planned time has passed, 0 … 1.
    package var progress: Double?
    /// Clients that are connected, of how many.
    package var connected: Int
    package var connections: Int
    package var reconnections: Int
    package var bytes_sent: Int64
    package var bytes_received: Int64
    /// Of the interval, from due to acknowledged.
    package var publish_p50_ns: Int64?
    package var publish_p99_ns: Int64?
    /// Of the interval, from due to received.
    package var latency_p50_ns: Int64?
    package var latency_p90_ns: Int64?
    package var latency_p95_ns: Int64?
    package var latency_p99_ns: Int64?
    package var latency_p999_ns: Int64?
    package var latency_p9999_ns: Int64?
    package var server_connections: Int?
    package var server_cpu_percent: Double?
    package var server_memory_bytes: Int64?
    package var server_slow_consumers: Int64?
    package var jetstream_memory_bytes: Int64?
    package var jetstream_file_bytes: Int64?
    package var jetstream_messages: Int64?
    package var jetstream_leader: String?
    /// This process: its share of the processors it may use (0 … 1), what the machine's host took and for how long the container's CPU limit held
    /// it back (0 … 1), memory, open descriptors, longest turn of the loop.
    package var worker_cpu_share: Double?
    package var worker_stolen_share: Double?
    package var worker_throttled_share: Double?
    package var worker_resident_bytes: Int64?
    package var worker_descriptors: Int?
    package var worker_stall_ns: Int64?

    package init(_ moment: QueueRun.Moment, spec: String, round: Int? = nil, time: Date = Date()) {
        self.time = time
        self.spec = spec
        self.round = round
        elapsed_s = Double(moment.elapsed.nanoseconds) / 1e9
        attempted = moment.published.attempted
        acknowledged = moment.published.acknowledged
        refused = moment.published.refused
        unknown = moment.published.unknown
        delivered = moment.consumed.delivered
        redelivered = moment.consumed.redelivered
        consumer_acknowledged = moment.consumed.acknowledged
        pending = moment.lags.values.reduce(0) { $0 + $1.pending }
        ack_pending = moment.lags.values.reduce(0) { $0 + $1.ackPending }
        errors = moment.errors.values.reduce(0, +)
        errors_by_kind = moment.errors
        let seconds = max(elapsed_s, 1e-9)
        published_per_second = Double(moment.published.attempted) / seconds
        delivered_per_second = Double(moment.consumed.delivered) / seconds
        progress = moment.planned.map { min(1, moment.elapsed / max($0, .nanoseconds(1))) }
        connected = moment.connected
        connections = moment.connections
        reconnections = moment.reconnections
        bytes_sent = moment.bytesSent
        bytes_received = moment.bytesReceived
        publish_p50_ns = moment.acknowledgement.value(atQuantile: 0.5)
        publish_p99_ns = moment.acknowledgement.value(atQuantile: 0.99)
        latency_p50_ns = moment.endToEnd.value(atQuantile: 0.5)
        latency_p90_ns = moment.endToEnd.value(atQuantile: 0.9)
        latency_p95_ns = moment.endToEnd.value(atQuantile: 0.95)
        latency_p99_ns = moment.endToEnd.value(atQuantile: 0.99)
        latency_p999_ns = moment.endToEnd.value(atQuantile: 0.999)
        latency_p9999_ns = moment.endToEnd.value(atQuantile: 0.9999)
        server_connections = moment.server?.connections
        server_cpu_percent = moment.server?.cpuPercent
        server_memory_bytes = moment.server?.memoryBytes
        server_slow_consumers = moment.server?.slowConsumers
        jetstream_memory_bytes = moment.server?.jetStreamMemoryBytes
        jetstream_file_bytes = moment.server?.jetStreamFileBytes
        jetstream_messages = moment.server?.messages
        jetstream_leader = moment.server?.metaLeader
        worker_cpu_share = moment.health.cpuShare
        worker_stolen_share = moment.health.stolenShare
        worker_throttled_share = moment.health.throttledShare
        worker_resident_bytes = moment.health.residentBytes
        worker_descriptors = moment.health.descriptors
        worker_stall_ns = moment.health.longestStallNs
    }

    /// One line of JSON.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a row of numbers can't be written as JSON")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// One line for a terminal.
    package var line: String {
        func ms(_ ns: Int64?) -> String { ns.map { String(format: "%.2f", Double($0) / 1e6) } ?? "–" }
        return String(format: "%7.1f s  ", elapsed_s)
            + (connected < connections ? "\(connected) of \(connections) connected · " : "")
            + (errors > 0 ? "errors \(errors) · " : "")
            + "attempted \(attempted) acknowledged \(acknowledged) refused \(refused) unknown \(unknown)"
            + " · delivered \(delivered) redelivered \(redelivered) acked \(consumer_acknowledged)"
            + " · pending \(pending) ack pending \(ack_pending)"
            + " · publish ms p50 \(ms(publish_p50_ns)) p99 \(ms(publish_p99_ns))"
            + " · latency ms p50 \(ms(latency_p50_ns)) p90 \(ms(latency_p90_ns)) p95 \(ms(latency_p95_ns)) p99 \(ms(latency_p99_ns))"
            + " p99.9 \(ms(latency_p999_ns)) p99.99 \(ms(latency_p9999_ns))"
    }
}
