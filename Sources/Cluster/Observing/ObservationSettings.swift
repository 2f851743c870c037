/// What is observed, and how often it is asked for.
public struct ObservationSettings: Sendable, Hashable {
    /// The workload.
    public var workload: ScaleReference
    /// The HorizontalPodAutoscaler's name; nil when there is none, or when KEDA makes it.
    public var autoscaler: String?
    /// Whether to look for the autoscaler, where none is named: the one HorizontalPodAutoscaler that scales the workload, and
    /// the ScaledObject that it belongs to.
    public var findsAutoscaler = false
    /// The ScaledObject's name; nil when KEDA isn't used.
    public var scaledObject: String?
    /// The VerticalPodAutoscaler's name; nil when there is none.
    public var verticalAutoscaler: String?
    /// The service whose endpoints are observed; nil for none.
    public var service: String?
    /// How often kubectl top is asked; nil for never.
    public var usageInterval: Duration? = .seconds(15)
    /// How often the API server is asked whether it lives.
    public var livenessInterval: Duration = .seconds(15)
    /// How long an answer to that may take.
    public var livenessPatience: Duration = .seconds(8)
    /// The longest gap that spoils no figure.
    public var toleratedGap: Duration = .seconds(5)

    /// Describes an observation of a workload.
    public init(_ workload: ScaleReference) {
        self.workload = workload
    }
}
