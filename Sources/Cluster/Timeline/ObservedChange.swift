/// Something the observer learnt from the cluster, or that it could not learn.
package enum ObservedChange: Sendable {
    /// A pod came or changed.
    case pod(Pod)
    /// A pod is gone; this is how it looked last.
    case podGone(Pod)
    /// All the pods there are, taken after the watch began again: a known one that isn't among them went unseen.
    case podsListed([Pod])
    /// The workload came or changed.
    case workload(Workload)
    /// The workload was deleted.
    case workloadGone(name: String)
    /// The autoscaler came or changed.
    case autoscaler(HorizontalAutoscaler)
    /// The autoscaler was deleted, as KEDA does when it is paused.
    case autoscalerGone(name: String)
    /// The ScaledObject came or changed.
    case scaledObject(ScaledObject)
    /// The ScaledObject was deleted.
    case scaledObjectGone(name: String)
    /// The VerticalPodAutoscaler came or changed.
    case verticalAutoscaler(VerticalAutoscaler)
    /// An event happened.
    case event(ClusterEvent)
    /// The pods' usage was read.
    case usage([PodUsage])
    /// The endpoints changed.
    case endpoints(ServiceEndpoints)
    /// The source can't be seen since a time.
    case blinded(ObservedSource, since: WallTime, reason: String)
    /// The source can be seen again, its present state included.
    case sighted(ObservedSource)
    /// The source will not be seen in this run.
    case refused(ObservedSource, reason: String)
    /// Something worth a line of its own.
    case note(String)
}
