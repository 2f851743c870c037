/// A number of replicas from a time on.
public struct ReplicaStep: Sendable, Hashable {
    /// When it took effect, since the timeline's zero.
    public var at: Duration
    /// The number from then on.
    public var count: Int
}
