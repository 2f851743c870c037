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

    /// Reads a workload as kubectl writes it: deployment/web, sts/cache, or plural.version.group/name for anything else with a
    /// scale, as in rollouts.v1alpha1.argoproj.io/web; a bare name is a deployment's. Nil when it is none of these.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count <= 2, let name = parts.last, ScaleReference.isName(name) else { return nil }
        let words = parts.count == 1 ? ["deployment"] : parts[0].split(separator: ".", maxSplits: 2).map { String($0) }
        switch (words.count, words.first) {
        case (1, "deployment"), (1, "deployments"), (1, "deploy"): self = .deployment(name)
        case (1, "statefulset"), (1, "statefulsets"), (1, "sts"): self = .statefulSet(name)
        case (1, "replicaset"), (1, "replicasets"), (1, "rs"): self = .replicaSet(name)
        case (3, let plural?) where ScaleReference.isVersion(words[1]):
            self = .scalable(plural, group: words[2], version: words[1], name: name)
        default: return nil
        }
    }

    /// Makes a reference.
    package init(resource: ResourcePath, name: String, selector: String? = nil) {
        self.resource = resource
        self.name = name
        self.selector = selector
    }

    /// Whether a text is a version of an API: v1, v1alpha1.
    private static func isVersion(_ text: String) -> Bool {
        text.hasPrefix("v") && text.dropFirst().first?.isNumber == true
    }

    /// Whether a text may name an object: small letters, digits, hyphens and dots.
    package static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".")
            }
    }

    /// The kind and name as kubectl writes them: deployment/web.
    public var description: String {
        let kind = resource.plural.hasSuffix("s") ? String(resource.plural.dropLast()) : resource.plural
        return "\(kind)/\(name)"
    }
}
