/// A kind of objects that the API server knows.
struct ResourceType: Sendable, Hashable {
    /// Empty for the core group.
    let group: String
    let version: String
    /// As in paths, such as `deployments`.
    let plural: String
    let kind: String
    var shortNames: [String] = []
    var isNamespaced = true
    /// Paths below an object, such as `scale`.
    var subresources: [String] = []
    var categories: [String] = []
    /// Whether objects can be made and changed; metrics can't.
    var isReadOnly = false

    static func == (left: ResourceType, right: ResourceType) -> Bool {
        left.group == right.group && left.plural == right.plural
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(group)
        hasher.combine(plural)
    }

    /// As in `apiVersion`.
    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

    /// As in error messages: `deployments.apps`, `pods`.
    var qualified: String { group.isEmpty ? plural : "\(plural).\(group)" }

    var singular: String { kind.lowercased() }

    /// Where its objects are, without the namespace's part.
    var root: String { group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)" }
}

extension ResourceType {
    static let pods = ResourceType(
        group: "", version: "v1", plural: "pods", kind: "Pod", shortNames: ["po"],
        subresources: ["status", "log", "eviction", "exec", "attach", "portforward"], categories: ["all"])
    static let services = ResourceType(
        group: "", version: "v1", plural: "services", kind: "Service", shortNames: ["svc"],
        subresources: ["status", "proxy"], categories: ["all"])
    static let endpoints = ResourceType(
        group: "", version: "v1", plural: "endpoints", kind: "Endpoints", shortNames: ["ep"])
    static let events = ResourceType(group: "", version: "v1", plural: "events", kind: "Event", shortNames: ["ev"])
    static let namespaces = ResourceType(
        group: "", version: "v1", plural: "namespaces", kind: "Namespace", shortNames: ["ns"], isNamespaced: false,
        subresources: ["status", "finalize"])
    static let nodes = ResourceType(
        group: "", version: "v1", plural: "nodes", kind: "Node", shortNames: ["no"], isNamespaced: false,
        subresources: ["status"])
    static let deployments = ResourceType(
        group: "apps", version: "v1", plural: "deployments", kind: "Deployment", shortNames: ["deploy"],
        subresources: ["status", "scale"], categories: ["all"])
    static let replicaSets = ResourceType(
        group: "apps", version: "v1", plural: "replicasets", kind: "ReplicaSet", shortNames: ["rs"],
        subresources: ["status", "scale"], categories: ["all"])
    static let statefulSets = ResourceType(
        group: "apps", version: "v1", plural: "statefulsets", kind: "StatefulSet", shortNames: ["sts"],
        subresources: ["status", "scale"], categories: ["all"])
    static let jobs = ResourceType(
        group: "batch", version: "v1", plural: "jobs", kind: "Job", subresources: ["status"], categories: ["all"])
    static let autoscalers = ResourceType(
        group: "autoscaling", version: "v2", plural: "horizontalpodautoscalers", kind: "HorizontalPodAutoscaler",
        shortNames: ["hpa"], subresources: ["status"], categories: ["all"])
    static let endpointSlices = ResourceType(
        group: "discovery.k8s.io", version: "v1", plural: "endpointslices", kind: "EndpointSlice")
    static let scaledObjects = ResourceType(
        group: "keda.sh", version: "v1alpha1", plural: "scaledobjects", kind: "ScaledObject", shortNames: ["so"],
        subresources: ["status"])
    static let verticalAutoscalers = ResourceType(
        group: "autoscaling.k8s.io", version: "v1", plural: "verticalpodautoscalers", kind: "VerticalPodAutoscaler",
        shortNames: ["vpa"], subresources: ["status"])
    static let podMetrics = ResourceType(
        group: "metrics.k8s.io", version: "v1beta1", plural: "pods", kind: "PodMetrics", isReadOnly: true)
    static let nodeMetrics = ResourceType(
        group: "metrics.k8s.io", version: "v1beta1", plural: "nodes", kind: "NodeMetrics", isNamespaced: false,
        isReadOnly: true)

    /// Kinds that are kept and given back, and cause nothing.
    private static let inert: [ResourceType] = [
        ResourceType(group: "", version: "v1", plural: "configmaps", kind: "ConfigMap", shortNames: ["cm"]),
        ResourceType(group: "", version: "v1", plural: "secrets", kind: "Secret"),
        ResourceType(group: "", version: "v1", plural: "serviceaccounts", kind: "ServiceAccount", shortNames: ["sa"]),
        ResourceType(
            group: "", version: "v1", plural: "persistentvolumeclaims", kind: "PersistentVolumeClaim",
            shortNames: ["pvc"]),
        ResourceType(
            group: "apps", version: "v1", plural: "daemonsets", kind: "DaemonSet", shortNames: ["ds"],
            categories: ["all"]),
        ResourceType(
            group: "batch", version: "v1", plural: "cronjobs", kind: "CronJob", shortNames: ["cj"],
            categories: ["all"]),
        ResourceType(
            group: "networking.k8s.io", version: "v1", plural: "ingresses", kind: "Ingress", shortNames: ["ing"]),
        ResourceType(
            group: "networking.k8s.io", version: "v1", plural: "networkpolicies", kind: "NetworkPolicy",
            shortNames: ["netpol"]),
        ResourceType(
            group: "policy", version: "v1", plural: "poddisruptionbudgets", kind: "PodDisruptionBudget",
            shortNames: ["pdb"]),
        ResourceType(group: "rbac.authorization.k8s.io", version: "v1", plural: "roles", kind: "Role"),
        ResourceType(group: "rbac.authorization.k8s.io", version: "v1", plural: "rolebindings", kind: "RoleBinding"),
        ResourceType(
            group: "keda.sh", version: "v1alpha1", plural: "triggerauthentications", kind: "TriggerAuthentication",
            shortNames: ["ta"]),
    ]

    /// Every kind, in the order in which discovery lists them.
    static let all: [ResourceType] =
        [
            pods, services, endpoints, events, namespaces, nodes, deployments, replicaSets, statefulSets, jobs,
            autoscalers, endpointSlices, scaledObjects, verticalAutoscalers, podMetrics, nodeMetrics,
        ] + inert

    /// The kind that is served under a group, a version and a plural name.
    static func served(group: String, version: String, plural: String) -> ResourceType? {
        all.first { $0.group == group && $0.version == version && $0.plural == plural }
    }
}
