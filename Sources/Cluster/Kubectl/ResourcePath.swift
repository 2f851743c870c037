/// A kind of object as the API server's paths name it.
package struct ResourcePath: Sendable, Hashable {
    /// The group; empty for the core one.
    package var group: String
    /// The version.
    package var version: String
    /// The kind's plural name.
    package var plural: String

    /// Names a kind.
    package init(_ plural: String, group: String = "", version: String = "v1") {
        self.plural = plural
        self.group = group
        self.version = version
    }

    package static let pods = ResourcePath("pods")
    package static let services = ResourcePath("services")
    package static let events = ResourcePath("events")
    package static let deployments = ResourcePath("deployments", group: "apps")
    package static let statefulSets = ResourcePath("statefulsets", group: "apps")
    package static let replicaSets = ResourcePath("replicasets", group: "apps")
    package static let endpointSlices = ResourcePath("endpointslices", group: "discovery.k8s.io")
    package static let autoscalers = ResourcePath("horizontalpodautoscalers", group: "autoscaling", version: "v2")
    package static let scaledObjects = ResourcePath("scaledobjects", group: "keda.sh", version: "v1alpha1")
    package static let scaledJobs = ResourcePath("scaledjobs", group: "keda.sh", version: "v1alpha1")
    package static let verticalAutoscalers = ResourcePath("verticalpodautoscalers", group: "autoscaling.k8s.io")

    /// The kind as it is named in a sentence: deployments, scaledobjects.keda.sh.
    package var name: String { group.isEmpty || group == "apps" ? plural : "\(plural).\(group)" }

    /// The path of a list in a namespace, with a query.
    package func path(namespace: String, query: [(name: String, value: String)] = []) -> String {
        let root = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
        let pairs = query.map { "\($0.name)=\(Self.escaped($0.value))" }
        return "\(root)/namespaces/\(namespace)/\(plural)" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }

    /// Escapes what a query's value may not hold.
    private static func escaped(_ value: String) -> String {
        value.utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" + digits : digits)
        }.joined()
    }
}
