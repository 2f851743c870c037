/// An event of the cluster: something a controller did, and why.
package struct ClusterEvent: Sendable, Hashable {
    /// Its name and identity.
    package var metadata: ObjectMetadata
    /// The machine's word for it, such as SuccessfulRescale.
    package var reason: String
    /// The sentence for it.
    package var message: String
    /// Whether it warns.
    package var isWarning: Bool
    /// The kind of the object it is about.
    package var kind: String
    /// The name of the object it is about.
    package var name: String
    /// When it last happened, on the cluster's clock; nil when the event has no time at all.
    package var time: WallTime?
    /// How often it happened.
    package var count: Int

    /// The replicas a SuccessfulRescale speaks of; nil for other events.
    package var newSize: Int? {
        guard reason == "SuccessfulRescale", let range = message.firstRange(of: "New size: ") else { return nil }
        return Int(message[range.upperBound...].prefix { $0.isNumber })
    }

    /// The reason a SuccessfulRescale gives; nil for other events.
    package var rescaleReason: String? {
        guard reason == "SuccessfulRescale", let range = message.firstRange(of: "reason: ") else { return nil }
        return String(message[range.upperBound...])
    }
}

// MARK: -

extension ClusterEvent: Decodable {
    private enum CodingKeys: String, CodingKey {
        case metadata, reason, message, type, involvedObject, regarding, note, firstTimestamp, lastTimestamp, eventTime
        case count, series, deprecatedLastTimestamp
    }

    private struct Reference: Decodable {
        var kind: String?
        var name: String?
    }

    private struct Series: Decodable {
        var count: Int?
        var lastObservedTime: WallTime?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        reason = try container.decodeIfPresent(String.self, forKey: .reason) ?? ""
        message =
            try container.decodeIfPresent(String.self, forKey: .message)
            ?? container.decodeIfPresent(String.self, forKey: .note) ?? ""
        isWarning = try container.decodeIfPresent(String.self, forKey: .type) == "Warning"
        let about =
            try container.decodeIfPresent(Reference.self, forKey: .involvedObject)
            ?? container.decodeIfPresent(Reference.self, forKey: .regarding)
        kind = about?.kind ?? ""
        name = about?.name ?? ""
        let series = try container.decodeIfPresent(Series.self, forKey: .series)
        // The scheduler's events carry null in the first three of these.
        time =
            try series?.lastObservedTime ?? container.decodeIfPresent(WallTime.self, forKey: .lastTimestamp)
            ?? container.decodeIfPresent(WallTime.self, forKey: .deprecatedLastTimestamp)
            ?? container.decodeIfPresent(WallTime.self, forKey: .eventTime)
            ?? container.decodeIfPresent(WallTime.self, forKey: .firstTimestamp) ?? metadata.created
        count = try series?.count ?? container.decodeIfPresent(Int.self, forKey: .count) ?? 1
    }
}
