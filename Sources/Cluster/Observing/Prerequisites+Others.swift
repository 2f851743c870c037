internal import Foundation

extension Prerequisites {
    /// Names the autoscaler of the workload in the settings, if it is to be looked for.
    ///
    /// - Throws: an error when there is none, or more than one, or when they may not be listed.
    func findAutoscaler(of settings: inout ObservationSettings) throws {
        guard settings.findsAutoscaler, settings.autoscaler == nil, settings.scaledObject == nil else { return }
        let found = try autoscalers(of: settings.workload)
        guard let hpa = found.first, found.count == 1 else {
            let names = found.map(\.metadata.name).sorted().joined(separator: ", ")
            throw ClusterError(
                .notFound,
                found.isEmpty
                    ? "no HPA in namespace \(kubectl.namespace) scales \(settings.workload): leave the autoscaler out, or make one"
                    : "\(found.count) HPAs scale \(settings.workload), \(names): name the one to observe")
        }
        settings.autoscaler = hpa.metadata.name
        settings.scaledObject = hpa.maker
    }

    /// The HPAs that scale a workload.
    private func autoscalers(of workload: ScaleReference) throws -> [HorizontalAutoscaler] {
        struct List: Decodable { var items: [HorizontalAutoscaler]? }
        let list = try kubectl.get(
            ResourcePath.autoscalers.path(namespace: kubectl.namespace), as: List.self,
            to: "list the HPAs in namespace \(kubectl.namespace)")
        return (list.items ?? []).filter { $0.target.isMeant(by: workload) }
    }

    /// Tells of HPAs that scale the workload and aren't observed: nobody would know why it scales, or two would undo each
    /// other's counts. Whoever may not list them isn't told.
    func tellOtherAutoscalers(_ settings: ObservationSettings) {
        // KEDA's own is found by its ScaledObject.
        let all = (try? autoscalers(of: settings.workload)) ?? []
        for hpa in all where hpa.metadata.name != settings.autoscaler {
            let name = "HPA \(hpa.metadata.name)"
            if let observed = settings.autoscaler {
                log.record(
                    .note(
                        "\(name) scales \(settings.workload) as well as HPA \(observed): each undoes what the other sets"
                    ))
            } else if let maker = hpa.maker {
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

extension HorizontalAutoscaler {
    /// The ScaledObject that KEDA made it for; nil for others.
    var maker: String? { metadata.labels["scaledobject.keda.sh/name"] }
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
