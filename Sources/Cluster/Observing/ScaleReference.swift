/// A workload whose replicas are observed.
public struct ScaleReference: Sendable, Hashable, CustomStringConvertible {
    /// Its kind, as the API server's paths name it.
    package var resource: ResourcePath
    /// Its name.
    public var name: String
    /// The selector of its pods; nil to take the one the object declares.
    public var selector: String?

    /// A deployment.
    public static func deployment(_ name: String) -> ScaleReference {
        ScaleReference(resource: .deployments, name: name)
    }

    /// A stateful set.
    public static func statefulSet(_ name: String) -> ScaleReference {
        ScaleReference(resource: .statefulSets, name: name)
    }

    /// A replica set.
    public static func replicaSet(_ name: String) -> ScaleReference {
        ScaleReference(resource: .replicaSets, name: name)
    }

    /// Anything with a scale, such as a Rollout of argoproj.io.
    ///
    /// - Parameters:
    ///   - plural: the kind's name in the API's paths: rollouts.
    ///   - selector: the labels of its pods, where the object declares none.
    public static func scalable(
        _ plural: String, group: String, version: String, name: String, selector: String? = nil
    ) -> ScaleReference {
        ScaleReference(
            resource: ResourcePath(plural, group: group, version: version), name: name, selector: selector)
    }

    /// The kind and name as kubectl writes them: deployment/web.
    public var description: String {
        let kind = resource.plural.hasSuffix("s") ? String(resource.plural.dropLast()) : resource.plural
        return "\(kind)/\(name)"
    }
}
