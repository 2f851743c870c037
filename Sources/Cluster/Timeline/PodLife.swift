/// A pod's life: when it came, was scheduled, took traffic, was asked to go, and went.
///
/// Times are since the timeline's zero; a pod that was there before has negative ones. Stamps of the cluster have a
/// resolution of one second.
public struct PodLife: Sendable, Hashable {
    /// The pod's name.
    public var name: String
    /// The node it was given.
    public var node: String?
    /// When it was created.
    public var created: Duration
    /// When a node was found for it.
    public var scheduled: Duration?
    /// When it first took traffic.
    public var ready: Duration?
    /// When its deletion was asked for.
    public var terminating: Duration?
    /// When all its containers had ended for good, as those of an evicted pod.
    public var ended: Duration?
    /// When it was gone.
    public var gone: Duration?
    /// Why it is not ready though it should be, in a word.
    public var trouble: String?
    /// How often its containers were started again.
    public var restarts: Int
    /// Why a container of it ended last, such as OOMKilled; nil when none did.
    public var lastEnd: String?
    /// How often it ceased to take traffic before its deletion was asked for.
    public var relapses: Int
    /// What its containers may use at most, by container and resource.
    public var limits: [String: [String: Quantity]]
}
