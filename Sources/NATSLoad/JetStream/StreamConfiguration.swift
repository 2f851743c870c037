/// How JetStream shall keep a stream's messages: the fields of `$JS.API.STREAM.CREATE`.
///
/// Fields that older servers don't know are optional and left out when they aren't asked for. Times are nanoseconds, as in the API; −1 stands for no limit.
package struct StreamConfiguration: Codable, Equatable, Sendable {
    package enum Retention: String, Codable, Sendable, CaseIterable { case limits, interest, workqueue }
    package enum Storage: String, Codable, Sendable, CaseIterable { case memory, file }
    package enum Discard: String, Codable, Sendable, CaseIterable { case old, new }

    /// A stream that another one takes its messages from.
    package struct Origin: Codable, Equatable, Sendable {
        package var name: String
    }

    package var name: String
    package var subjects: [String]
    package var retention: Retention = .limits
    package var storage: Storage = .file
    package var discard: Discard = .old
    package var discardNewPerSubject: Bool?
    package var replicas = 1
    package var maxConsumers = -1
    package var maxMessages: Int64 = -1
    package var maxBytes: Int64 = -1
    package var maxMessagesPerSubject: Int64 = -1
    package var maxMessageSize = -1
    package var maxAgeNs: Int64 = 0
    package var duplicateWindowNs: Int64?
    package var acknowledgementsOff: Bool?
    package var compression: String?
    package var allowDirect: Bool?
    package var metadata: [String: String]?
    package var mirror: Origin?
    package var sources: [Origin]?

    package init(name: String, subjects: [String]) {
        self.name = name
        self.subjects = subjects
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, subjects, retention, storage, discard, compression, metadata, mirror, sources
        case discardNewPerSubject = "discard_new_per_subject"
        case replicas = "num_replicas"
        case maxConsumers = "max_consumers"
        case maxMessages = "max_msgs"
        case maxBytes = "max_bytes"
        case maxMessagesPerSubject = "max_msgs_per_subject"
        case maxMessageSize = "max_msg_size"
        case maxAgeNs = "max_age"
        case duplicateWindowNs = "duplicate_window"
        case acknowledgementsOff = "no_ack"
        case allowDirect = "allow_direct"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        // A mirror has none, and servers leave out what is empty, zero or false.
        subjects = try values.decodeIfPresent([String].self, forKey: .subjects) ?? []
        retention = try values.decodeIfPresent(Retention.self, forKey: .retention) ?? .limits
        storage = try values.decodeIfPresent(Storage.self, forKey: .storage) ?? .file
        discard = try values.decodeIfPresent(Discard.self, forKey: .discard) ?? .old
        discardNewPerSubject = try values.decodeIfPresent(Bool.self, forKey: .discardNewPerSubject)
        replicas = try values.decodeIfPresent(Int.self, forKey: .replicas) ?? 1
        maxConsumers = try values.decodeIfPresent(Int.self, forKey: .maxConsumers) ?? -1
        maxMessages = try values.decodeIfPresent(Int64.self, forKey: .maxMessages) ?? -1
        maxBytes = try values.decodeIfPresent(Int64.self, forKey: .maxBytes) ?? -1
        maxMessagesPerSubject = try values.decodeIfPresent(Int64.self, forKey: .maxMessagesPerSubject) ?? -1
        maxMessageSize = try values.decodeIfPresent(Int.self, forKey: .maxMessageSize) ?? -1
        maxAgeNs = try values.decodeIfPresent(Int64.self, forKey: .maxAgeNs) ?? 0
        duplicateWindowNs = try values.decodeIfPresent(Int64.self, forKey: .duplicateWindowNs)
        acknowledgementsOff = try values.decodeIfPresent(Bool.self, forKey: .acknowledgementsOff)
        compression = try values.decodeIfPresent(String.self, forKey: .compression)
        allowDirect = try values.decodeIfPresent(Bool.self, forKey: .allowDirect)
        metadata = try values.decodeIfPresent([String: String].self, forKey: .metadata)
        mirror = try values.decodeIfPresent(Origin.self, forKey: .mirror)
        sources = try values.decodeIfPresent([Origin].self, forKey: .sources)
    }

    /// The limits by which messages may go before anybody has seen them, in words; empty when nothing goes unseen.
    ///
    /// Messages that nobody is interested in go at once with interest retention, but none that a consumer of the run waits for.
    package var droppingLimits: [String] {
        var limits: [String] = []
        if maxAgeNs > 0 { limits.append("max_age \(SpanText.text(nanoseconds: maxAgeNs))") }
        if discard == .old, maxMessages > 0 { limits.append("max_msgs \(maxMessages)") }
        if discard == .old, maxBytes > 0 { limits.append("max_bytes \(maxBytes)") }
        // A full subject gives up its oldest message even where the stream refuses new ones.
        if maxMessagesPerSubject > 0, discard == .old || discardNewPerSubject != true {
            limits.append("max_msgs_per_subject \(maxMessagesPerSubject)")
        }
        return limits
    }

    /// The streams that this one takes messages from, besides what is published to it.
    package var origins: [String] { [mirror].compactMap { $0?.name } + (sources ?? []).map(\.name) }
}
