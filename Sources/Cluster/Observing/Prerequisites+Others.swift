internal import Foundation

extension Prerequisites {
    /// Tells of HPAs that scale the workload and aren't observed: nobody would know why it scales, or two would undo each
    /// other's counts. Whoever may not list them isn't told.
    func tellOtherAutoscalers(_ settings: ObservationSettings) {
        struct List: Decodable { var items: [HorizontalAutoscaler]? }
        // KEDA's own is found by its ScaledObject.
        let list = try? kubectl.get(
            ResourcePath.autoscalers.path(namespace: kubectl.namespace), as: List.self,
            to: "list the HPAs in namespace \(kubectl.namespace)")
        for hpa in list?.items ?? [] where hpa.metadata.name != settings.autoscaler {
            guard hpa.target.isMeant(by: settings.workload) else { continue }
            let name = "HPA \(hpa.metadata.name)"
            if let observed = settings.autoscaler {
                log.record(
                    .note(
                        "\(name) scales \(settings.workload) as well as HPA \(observed): each undoes what the other sets"
                    ))
            } else if let maker = hpa.metadata.labels["scaledobject.keda.sh/name"] {
                log.record(
                    .note(
                        "\(name) of ScaledObject \(maker) scales \(settings.workload): name the ScaledObject to know why it scales"
                    ))
            } else {
                log.record(.note("\(name) scales \(settings.workload): name it to know why it scales"))
            }
        }
    }
}

extension ScaleTarget {
    /// Whether it is a workload that is observed.
    ///
    /// An absent kind is a Deployment's, as KEDA has it. Kinds of extensions are told by the name alone, since their plurals
    /// follow no rule.
    func isMeant(by workload: ScaleReference) -> Bool {
        let known = ["Deployment": "deployments", "StatefulSet": "statefulsets", "ReplicaSet": "replicasets"]
        let isOfItsKind = known[kind ?? "Deployment"].map { $0 == workload.resource.plural } ?? true
        return name == workload.name && isOfItsKind
    }
}

extension VerticalAutoscaler {
    /// What to know of its mode before a run; nil when it changes running pods by itself.
    var modesNote: String? {
        switch updateMode {
        case "Off": "VPA \(metadata.name) is in mode Off: it advises, and changes no pod"
        case "Initial": "VPA \(metadata.name) is in mode Initial: it changes new pods only"
        default: nil
        }
    }
}
