/// What the API server checks and fills in before it keeps an object.
enum Admission {
    static func admitted(_ type: ResourceType, _ object: JSONValue) throws(APIFailure) -> JSONValue {
        var object = object
        let name = object.storedName.name
        object["metadata", "managedFields"] = nil
        switch type {
        case .pods:
            try requireContainers(type, name, object["spec"])
            return object["status"] == nil ? PodShape.defaulted(object) : object
        case .deployments, .replicaSets, .statefulSets:
            try requireContainers(type, name, object["spec", "template", "spec"])
            let selector = LabelSelector(object["spec", "selector"])
            guard !selector.isEmpty, selector.matches(object["spec", "template", "metadata", "labels"]?.strings ?? [:])
            else {
                throw .invalid(
                    type, name,
                    "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`")
            }
            return workload(type, object)
        case .jobs:
            try requireContainers(type, name, object["spec", "template", "spec"])
            object["status"] = object["status"] ?? [:]
        case .autoscalers:
            guard object["spec", "maxReplicas"]?.integer ?? 0 >= max(1, object["spec", "minReplicas"]?.integer ?? 1)
            else {
                throw .invalid(
                    type, name,
                    "spec.maxReplicas: Invalid value: must be greater than or equal to `minReplicas` and to 1")
            }
            object = AutoscalerShape.defaulted(object)
            object["status"] = object["status"] ?? AutoscalerShape.fresh
        case .services:
            object["spec"] = service(object["spec"] ?? [:], name: name)
            object["status"] = object["status"] ?? ["loadBalancer": [:]]
        case .namespaces:
            object["spec"] = ["finalizers": ["kubernetes"]]
            object["status"] = ["phase": "Active"]
            object["metadata", "labels", "kubernetes.io/metadata.name"] = .string(name)
        case .scaledObjects, .verticalAutoscalers:
            object["metadata", "generation"] = object["metadata", "generation"] ?? 1
        default:
            break
        }
        return object
    }

    private static func requireContainers(
        _ type: ResourceType, _ name: String, _ spec: JSONValue?
    ) throws(APIFailure) {
        guard let containers = spec?["containers"]?.array, !containers.isEmpty,
            containers.allSatisfy({ $0["name"]?.string?.isEmpty == false })
        else {
            throw .invalid(type, name, "spec.template.spec.containers: Required value: each needs a name")
        }
    }

    private static func workload(_ type: ResourceType, _ object: JSONValue) -> JSONValue {
        var object = object
        object["metadata", "generation"] = object["metadata", "generation"] ?? 1
        object["spec", "replicas"] = object["spec", "replicas"] ?? 1
        object["spec", "template", "metadata", "creationTimestamp"] = .null
        object["spec", "template", "spec"] = PodShape.defaulted(spec: object["spec", "template", "spec"] ?? [:])
        object["status"] = object["status"] ?? [:]
        guard type == .deployments else { return object }
        object["spec", "progressDeadlineSeconds"] = object["spec", "progressDeadlineSeconds"] ?? 600
        object["spec", "revisionHistoryLimit"] = object["spec", "revisionHistoryLimit"] ?? 10
        object["spec", "strategy"] =
            object["spec", "strategy"]
            ?? ["type": "RollingUpdate", "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"]]
        return object
    }

    private static func service(_ spec: JSONValue, name: String) -> JSONValue {
        var spec = spec
        spec["type"] = spec["type"] ?? "ClusterIP"
        spec["sessionAffinity"] = spec["sessionAffinity"] ?? "None"
        // An address that the name decides, so that it stays the same.
        let number = name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 60_000 }
        spec["clusterIP"] = spec["clusterIP"] ?? .string("10.96.\(number / 250).\(number % 250 + 1)")
        spec["clusterIPs"] = spec["clusterIPs"] ?? [spec["clusterIP"] ?? ""]
        spec["ports"] = .array(
            (spec["ports"]?.array ?? []).map { port in
                var port = port
                port["protocol"] = port["protocol"] ?? "TCP"
                port["targetPort"] = port["targetPort"] ?? port["port"]
                return port
            })
        return spec
    }
}
