/// A kind of object that is watched, or a figure that is polled: what a gap can concern.
public enum ObservedSource: String, Sendable, Hashable, CaseIterable, Codable {
    /// The pods of the workload.
    case pods
    /// The deployment, stateful set or other scale target.
    case workload
    /// The HorizontalPodAutoscaler.
    case autoscaler
    /// KEDA's ScaledObject.
    case scaledObject
    /// The VerticalPodAutoscaler.
    case verticalAutoscaler
    /// The cluster's events.
    case events
    /// What the pods use, from kubectl top.
    case usage
    /// The addresses behind the service.
    case endpoints

    /// The source as it is named in a sentence.
    package var text: String {
        switch self {
        case .pods: "the pods"
        case .workload: "the workload"
        case .autoscaler: "the HPA"
        case .scaledObject: "the ScaledObject"
        case .verticalAutoscaler: "the VPA"
        case .events: "the events"
        case .usage: "the pods' usage"
        case .endpoints: "the endpoints"
        }
    }
}
