/// What became of the messages that were to be published to a stream.
public struct PublishCounts: Sendable, Equatable, Codable {
    /// Handed to the connection.
    public var attempted: Int64 = 0
    /// Stored, says the server.
    public var acknowledged: Int64 = 0
    /// Not stored, says the server.
    public var refused: Int64 = 0
    /// Neither: the connection was lost, or the time allowed ran out, before the answer came. It may or may not be stored.
    public var unknown: Int64 = 0
    /// Acknowledged as a duplicate of an earlier one (`Nats-Msg-Id`), so not stored again. Counted in `acknowledged`, too.
    public var duplicates: Int64 = 0
    /// Published without asking for an acknowledgement.
    public var unconfirmed: Int64 = 0
    /// Due, but never published, because the run ended before there was room for it.
    public var unsent: Int64 = 0
    /// Bytes of the payloads attempted.
    public var bytes: Int64 = 0

    /// Nothing yet.
    public init() {}

    /// Adds what another publisher did.
    public mutating func add(_ other: PublishCounts) {
        attempted += other.attempted
        acknowledged += other.acknowledged
        refused += other.refused
        unknown += other.unknown
        duplicates += other.duplicates
        unconfirmed += other.unconfirmed
        unsent += other.unsent
        bytes += other.bytes
    }
}
