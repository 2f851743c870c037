/// What a consumer of a stream has received and answered.
public struct ConsumeCounts: Sendable, Equatable, Codable {
    /// Messages received, those delivered again included.
    public var delivered: Int64 = 0
    /// Of these, those that the server marked as delivered before.
    public var redelivered: Int64 = 0
    /// Different messages among them.
    public var distinct: Int64 = 0
    /// Messages received more than once without the server saying so.
    public var duplicates: Int64 = 0
    /// Deliveries under a number that the server had given to another delivery before: it had forgotten that one, because it went
    /// back to an older state of the consumer after a crash or a change of leader. They explain duplicates.
    public var renumbered: Int64 = 0
    /// Acknowledgements sent.
    public var acknowledged: Int64 = 0
    /// Answers that ask for another delivery.
    public var rejected: Int64 = 0
    /// Answers that end a message for good.
    public var terminated: Int64 = 0
    /// Bytes of the payloads received.
    public var bytes: Int64 = 0

    /// Nothing yet.
    public init() {}

    /// Adds what another member of the same consumer did; `distinct` and `duplicates` are the group's own business.
    public mutating func add(_ other: ConsumeCounts) {
        delivered += other.delivered
        redelivered += other.redelivered
        distinct += other.distinct
        duplicates += other.duplicates
        renumbered += other.renumbered
        acknowledged += other.acknowledged
        rejected += other.rejected
        terminated += other.terminated
        bytes += other.bytes
    }
}
