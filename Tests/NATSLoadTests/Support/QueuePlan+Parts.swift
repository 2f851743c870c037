@testable import NATSLoad

extension QueuePlan.Publisher {
    /// Publishes 128 bytes to a subject of the stream MEMES at a steady rate.
    static func steady(_ rate: Double, seconds: Double, subject: String = "MEMES.new") -> Self {
        Self(
            stream: "MEMES", subjects: [subject], payloads: [Array(repeating: 0x78, count: 128)],
            shape: .steady(perSecond: rate, rampNs: 0, durationNs: Int64(seconds * 1e9)))
    }
}

extension QueuePlan.Consumer {
    /// The consumer “worker” of the stream MEMES, whose acknowledgements are waited for for some seconds.
    static func worker(_ kind: Kind = .pull, ackWait: Double = 2) -> Self {
        var config = ConsumerConfiguration(durableName: "worker")
        config.ackWaitNs = Int64(ackWait * 1e9)
        if kind == .push {
            config.flowControl = true
            config.idleHeartbeatNs = 1_000_000_000
        }
        var consumer = Self(stream: "MEMES", config: config)
        consumer.kind = kind
        return consumer
    }
}
