/// One load test of a document: which streams, publishers and consumers, and for how long.
package struct LoadSpec: Equatable, Sendable {
    package struct Stream: Equatable, Sendable {
        package var namePrefix = ""
        package var count = 1
        package var replicas = 1
        package var subjects: [String] = []
        package var messagesPerSecond = 0.0
        package var retention: StreamConfiguration.Retention = .limits
        package var maxAgeNs: Int64 = 60_000_000_000
        package var storage: StreamConfiguration.Storage = .memory
        package var discardNewPerSubject = true
        package var discard: StreamConfiguration.Discard = .old
        package var maxMessages: Int64 = -1
        package var maxBytes: Int64 = -1
        package var maxMessagesPerSubject: Int64 = -1
        package var maxConsumers = -1
    }

    package enum Pattern: String, CaseIterable, Sendable { case steady, random }

    package struct Publisher: Equatable, Sendable {
        package var countPerStream = 1
        package var streamNamePrefix = ""
        package var ratePerSecond = 1.0
        package var pattern: Pattern = .steady
        package var burstSize = 1
        package var messageSizeBytes = 256
        package var tracksLatency = true
    }

    package enum ConsumerKind: String, CaseIterable, Sendable { case push, pull }

    package struct Consumer: Equatable, Sendable {
        package var streamNamePrefix = ""
        package var kind: ConsumerKind = .pull
        package var countPerStream = 1
        package var durableNamePrefix = ""
        package var ackWaitSeconds = 30.0
        package var maxAckPending = 1000
        package var consumeDelayMs = 0.0
        package var ackPolicy: ConsumerConfiguration.AcknowledgementPolicy = .explicit
    }

    package var name = ""
    package var url = ""
    package var credentialsFile = ""
    package var usesJetStream = false
    /// The JetStream domain that holds the streams; empty for the server's own.
    package var jetStreamDomain = ""
    package var clientIDPrefix = "load-tester"
    package var streams: [Stream] = []
    package var publishers: [Publisher] = []
    package var consumers: [Consumer] = []
    package var durationSeconds = 60.0
    package var rampUpSeconds = 0.0
}
