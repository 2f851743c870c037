/// A change of the number of replicas that was decided, by whom, and why.
public struct ScalingDecision: Sendable, Hashable {
    /// When it was decided, since the timeline's zero.
    public var at: Duration
    /// The replicas wanted before; nil when they were not known.
    public var from: Int?
    /// The replicas wanted from then on.
    public var to: Int
    /// Who decided.
    public var decider: Decider
    /// Why, as the decider said it or as its metrics tell.
    public var reason: String

    /// Who can change the number of replicas.
    public enum Decider: String, Sendable, Hashable, Codable {
        /// The HorizontalPodAutoscaler.
        case autoscaler
        /// KEDA, which switches between zero and one itself.
        case keda
        /// Someone else: a person, a roll-out, another controller.
        case other
    }
}

/// A decision on the calendar clock, while the timeline is being made.
package struct DecisionRecord: Sendable, Hashable {
    /// When it was decided.
    package var at: WallTime
    /// The replicas wanted from then on.
    package var to: Int
    /// Who decided.
    package var decider: ScalingDecision.Decider
    /// Why; empty when nobody has said yet.
    package var reason: String
    /// Whether the workload's own specification has shown it.
    package var isApplied: Bool
}
