/// What tells objects of one kind apart.
struct StoredName: Sendable, Hashable, Comparable {
    /// Empty for kinds without namespaces.
    var namespace: String
    var name: String

    static func < (left: StoredName, right: StoredName) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }
}

extension JSONValue {
    /// The name of an object, from its metadata.
    var storedName: StoredName {
        StoredName(
            namespace: self["metadata", "namespace"]?.string ?? "", name: self["metadata", "name"]?.string ?? "")
    }

    var labels: [String: String] { self["metadata", "labels"]?.strings ?? [:] }
    var annotations: [String: String] { self["metadata", "annotations"]?.strings ?? [:] }
    var uid: String { self["metadata", "uid"]?.string ?? "" }
    var isTerminating: Bool { self["metadata", "deletionTimestamp"] != nil }

    /// The uid of the controller that owns it.
    var ownerUID: String? {
        self["metadata", "ownerReferences"]?.array?.first { $0["controller"]?.bool == true }?["uid"]?.string
    }
}
