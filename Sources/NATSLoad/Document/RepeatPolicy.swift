import Foundation

/// How a document's specs change from round to round: each named field is multiplied each time.
package struct RepeatPolicy: Equatable, Sendable {
    package var isEnabled = false
    /// By `section.field`, such as `publishers.publish_rate_per_second`.
    package var multipliers: [String: Double] = [:]
    /// How many rounds at most; `nil` goes on until the run is stopped.
    package var rounds: Int?

    package init() {}

    /// The numeric fields of each section that can be multiplied.
    static let fields: [String: [String]] = [
        "streams": [
            "count", "replicas", "messages_per_stream_per_second", "max_age", "max_msgs", "max_bytes",
            "max_msgs_per_subject",
            "max_consumers",
        ],
        "publishers": ["count_per_stream", "publish_rate_per_second", "publish_burst_size", "message_size_bytes"],
        "consumers": ["count_per_stream", "ack_wait_seconds", "max_ack_pending", "consume_delay_ms"],
        "behavior": ["duration_seconds", "ramp_up_seconds"],
    ]

    init(_ reader: FieldReader) {
        reader.refuseUnknown(["enabled", "rounds"] + Self.fields.keys.sorted())
        isEnabled = reader.boolean("enabled", default: false)
        if reader.has("rounds") { rounds = reader.integer("rounds", default: 1, in: 1...1_000_000) }
        for (section, fields) in Self.fields.sorted(by: { $0.key < $1.key }) {
            guard let part = reader.object(section) else { continue }
            part.refuseUnknown(fields.map { "\($0)_multiplier" })
            for field in fields where part.has("\(field)_multiplier") {
                multipliers["\(section).\(field)"] = part.number("\(field)_multiplier", default: 1, in: 0...1000)
            }
        }
    }

    /// The spec as it is in a round; 0 is the first and changes nothing.
    package func spec(_ spec: LoadSpec, inRound round: Int) -> LoadSpec {
        var spec = spec
        for index in spec.streams.indices {
            multiply(&spec.streams[index].count, "streams.count", round)
            multiply(&spec.streams[index].replicas, "streams.replicas", round)
            multiply(&spec.streams[index].messagesPerSecond, "streams.messages_per_stream_per_second", round)
            multiply(&spec.streams[index].maxAgeNs, "streams.max_age", round)
            multiply(&spec.streams[index].maxMessages, "streams.max_msgs", round)
            multiply(&spec.streams[index].maxBytes, "streams.max_bytes", round)
            multiply(&spec.streams[index].maxMessagesPerSubject, "streams.max_msgs_per_subject", round)
            multiply(&spec.streams[index].maxConsumers, "streams.max_consumers", round)
        }
        for index in spec.publishers.indices {
            multiply(&spec.publishers[index].countPerStream, "publishers.count_per_stream", round)
            multiply(&spec.publishers[index].ratePerSecond, "publishers.publish_rate_per_second", round)
            multiply(&spec.publishers[index].burstSize, "publishers.publish_burst_size", round)
            multiply(&spec.publishers[index].messageSizeBytes, "publishers.message_size_bytes", round)
        }
        for index in spec.consumers.indices {
            multiply(&spec.consumers[index].countPerStream, "consumers.count_per_stream", round)
            multiply(&spec.consumers[index].ackWaitSeconds, "consumers.ack_wait_seconds", round)
            multiply(&spec.consumers[index].maxAckPending, "consumers.max_ack_pending", round)
            multiply(&spec.consumers[index].consumeDelayMs, "consumers.consume_delay_ms", round)
        }
        multiply(&spec.durationSeconds, "behavior.duration_seconds", round)
        multiply(&spec.rampUpSeconds, "behavior.ramp_up_seconds", round)
        return spec
    }

    private func factor(_ field: String, _ round: Int) -> Double { pow(multipliers[field] ?? 1, Double(round)) }

    private func multiply(_ value: inout Double, _ field: String, _ round: Int) { value *= factor(field, round) }

    /// Whole numbers are rounded; −1, which means no limit, stays.
    private func multiply<Number: FixedWidthInteger>(_ value: inout Number, _ field: String, _ round: Int) {
        guard value > 0 else { return }
        let product = (Double(value) * factor(field, round)).rounded()
        value = Number(min(product, 1e15))
    }
}
