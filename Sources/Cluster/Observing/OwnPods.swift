internal import Synchronization

/// Tells a workload's own pods from others that bear its labels, such as those of a job of the same application.
package final class OwnPods: Sendable {
    private let workload: ScaleReference
    private let log: ObservationLog
    private let others = Mutex(Others())

    /// What was found that isn't the workload's.
    private struct Others {
        var pods: Set<String> = []
        var kinds: Set<String> = []
    }

    /// Begins with no pods known.
    package init(of workload: ScaleReference, log: ObservationLog) {
        self.workload = workload
        self.log = log
    }

    /// Whether a pod is the workload's own; the first that isn't is told of, once for each kind of owner.
    package func include(_ pod: Pod) -> Bool {
        guard let owner = workload.foreignOwner(of: pod) else { return true }
        let isNews = others.withLock { others in
            others.pods.insert(pod.metadata.name)
            return others.kinds.insert(owner.kind).inserted
        }
        if isNews {
            log.record(
                .note(
                    "pod \(pod.metadata.name) bears the labels of \(workload)'s pods and is \(owner.kind) \(owner.name)'s: such "
                        + "pods are left out here, and an HPA counts them all the same"))
        }
        return false
    }

    /// Whether a name is not that of a pod that was found to be somebody else's.
    package func include(named name: String) -> Bool {
        others.withLock { !$0.pods.contains(name) }
    }
}

extension ScaleReference {
    /// The owner of a pod that bears the workload's labels without being its own; nil for its own, and for those that nobody owns.
    ///
    /// A deployment's pods belong to replica sets that are named after it and their template's hash. To whom those of extensions'
    /// kinds belong isn't known here.
    package func foreignOwner(of pod: Pod) -> ObjectMetadata.Owner? {
        guard let owner = pod.metadata.owner else { return nil }
        let isOwn =
            switch resource {
            case .deployments:
                owner.kind == "ReplicaSet"
                    && pod.metadata.labels["pod-template-hash"].map { owner.name == "\(name)-\($0)" } ?? true
            case .statefulSets: owner.kind == "StatefulSet" && owner.name == name
            case .replicaSets: owner.kind == "ReplicaSet" && owner.name == name
            default: true
            }
        return isOwn ? nil : owner
    }
}
