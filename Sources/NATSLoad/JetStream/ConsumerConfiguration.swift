/// How JetStream shall deliver a stream's messages: the fields of `$JS.API.CONSUMER.CREATE`.
package struct ConsumerConfiguration: Codable, Equatable, Sendable {
    package enum AcknowledgementPolicy: String, Codable, Sendable, CaseIterable { case none, all, explicit }
    package enum DeliverPolicy: String, Codable, Sendable, CaseIterable {
        case all, last, new
        case startSequence = "by_start_sequence"
        case startTime = "by_start_time"
        case lastPerSubject = "last_per_subject"
    }
    package enum ReplayPolicy: String, Codable, Sendable, CaseIterable { case instant, original }

    package var durableName: String?
    /// Where a push consumer's messages go; `nil` for a pull consumer.
    package var deliverSubject: String?
    package var deliverGroup: String?
    package var deliverPolicy: DeliverPolicy = .all
    package var startSequence: UInt64?
    package var acknowledgement: AcknowledgementPolicy = .explicit
    package var ackWaitNs: Int64?
    package var maxDeliver: Int?
    package var maxAckPending: Int?
    package var maxWaiting: Int?
    /// Messages that a pull request may ask for at most, and how long it may wait.
    package var maxRequestBatch: Int?
    package var maxRequestExpiresNs: Int64?
    package var replay: ReplayPolicy = .instant
    package var filterSubject: String?
    package var filterSubjects: [String]?
    package var flowControl: Bool?
    package var idleHeartbeatNs: Int64?
    package var inactiveThresholdNs: Int64?
    package var headersOnly: Bool?
    package var replicas: Int?
    package var memoryStorage: Bool?
    package var metadata: [String: String]?

    package init(durableName: String? = nil) { self.durableName = durableName }

    /// Takes over what limits requests for messages, which a server or the consumer's owner may have set.
    mutating func takeRequestLimits(of actual: ConsumerConfiguration) {
        (maxRequestBatch, maxRequestExpiresNs) = (actual.maxRequestBatch, actual.maxRequestExpiresNs)
    }

    private enum CodingKeys: String, CodingKey {
        case durableName = "durable_name"
        case deliverSubject = "deliver_subject"
        case deliverGroup = "deliver_group"
        case deliverPolicy = "deliver_policy"
        case startSequence = "opt_start_seq"
        case acknowledgement = "ack_policy"
        case ackWaitNs = "ack_wait"
        case maxDeliver = "max_deliver"
        case maxAckPending = "max_ack_pending"
        case maxWaiting = "max_waiting"
        case maxRequestBatch = "max_batch"
        case maxRequestExpiresNs = "max_expires"
        case replay = "replay_policy"
        case filterSubject = "filter_subject"
        case filterSubjects = "filter_subjects"
        case flowControl = "flow_control"
        case idleHeartbeatNs = "idle_heartbeat"
        case inactiveThresholdNs = "inactive_threshold"
        case headersOnly = "headers_only"
        case replicas = "num_replicas"
        case memoryStorage = "mem_storage"
        case metadata
    }
}
