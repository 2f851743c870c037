/// The part of an object's metadata that the timeline needs.
package struct ObjectMetadata: Sendable, Hashable {
    /// The object's name.
    package var name: String
    /// The namespace it lives in; nil for objects of the whole cluster.
    package var namespace: String?
    /// The identity that tells an object from a later one of the same name.
    package var uid: String
    /// The version of the object as the API server counts it; empty where it isn't told.
    package var version: String = ""
    /// When it was created, on the cluster's clock.
    package var created: WallTime?
    /// When it is to be gone at the latest: the time of the request plus the grace period. Present means terminating.
    package var deletion: WallTime?
    /// The seconds of grace in the deletion time.
    package var grace: Duration
    /// The version of the specification.
    package var generation: Int
    /// The object's labels.
    package var labels: [String: String]
    /// The object's annotations that concern scaling; the rest is dropped, since one of them repeats the whole object.
    package var annotations: [String: String]
    /// When a controller last wrote the status, on the cluster's clock; nil when the fields' managers are not shown.
    ///
    /// Counters in a status have no time of their own. A write to the scale subresource has no time either.
    package var statusWritten: WallTime?
    /// The controller it belongs to; nil when none does.
    package var owner: Owner?

    /// The kind and name of a controller, such as ReplicaSet.
    package struct Owner: Sendable, Hashable {
        package var kind: String
        package var name: String
    }

    /// When the request to delete it was made; nil while it isn't terminating.
    package var terminating: WallTime? {
        deletion.map { $0 - grace }
    }
}

// MARK: -

extension ObjectMetadata: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, namespace, uid, generation, labels, annotations, managedFields, ownerReferences
        case version = "resourceVersion"
        case created = "creationTimestamp"
        case deletion = "deletionTimestamp"
        case grace = "deletionGracePeriodSeconds"
    }

    /// A field manager's entry: who wrote which subresource, and when.
    private struct Manager: Decodable {
        var subresource: String?
        var time: WallTime?
    }

    /// One of an object's owners, of whom at most one is its controller.
    private struct Reference: Decodable {
        var kind: String?
        var name: String?
        var controller: Bool?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        namespace = try container.decodeIfPresent(String.self, forKey: .namespace)
        uid = try container.decodeIfPresent(String.self, forKey: .uid) ?? name
        version = try container.decodeIfPresent(String.self, forKey: .version) ?? ""
        created = try container.decodeIfPresent(WallTime.self, forKey: .created)
        deletion = try container.decodeIfPresent(WallTime.self, forKey: .deletion)
        grace = .seconds(try container.decodeIfPresent(Int64.self, forKey: .grace) ?? 0)
        generation = try container.decodeIfPresent(Int.self, forKey: .generation) ?? 0
        labels = try container.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
        let all = try container.decodeIfPresent([String: String].self, forKey: .annotations) ?? [:]
        annotations = all.filter { $0.key.contains("keda.sh/") }
        statusWritten = try container.decodeIfPresent([Manager].self, forKey: .managedFields)?
            .filter { $0.subresource == "status" }.compactMap(\.time).max()
        owner = try container.decodeIfPresent([Reference].self, forKey: .ownerReferences)?
            .first { $0.controller == true }.map { Owner(kind: $0.kind ?? "", name: $0.name ?? "") }
    }
}
