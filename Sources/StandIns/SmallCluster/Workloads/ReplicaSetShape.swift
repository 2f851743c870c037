/// The JSON of replica sets.
enum ReplicaSetShape {
    /// The replica set for a deployment's present template, with no replicas yet.
    static func replicaSet(of deployment: JSONValue, name: StoredName, hash: String, revision: Int) -> JSONValue {
        var template = deployment["spec", "template"] ?? [:]
        template["metadata", "labels", "pod-template-hash"] = .string(hash)
        var selector = deployment["spec", "selector"] ?? [:]
        selector["matchLabels", "pod-template-hash"] = .string(hash)
        return [
            "metadata": [
                "name": .string(name.name), "namespace": .string(name.namespace), "generation": 1,
                "labels": template["metadata", "labels"] ?? [:],
                "annotations": ["deployment.kubernetes.io/revision": .string("\(revision)")],
                "ownerReferences": [
                    [
                        "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(deployment.storedName.name),
                        "uid": .string(deployment.uid), "controller": true, "blockOwnerDeletion": true,
                    ]
                ],
            ],
            "spec": ["replicas": 0, "selector": selector, "template": template],
            "status": ["replicas": 0],
        ]
    }
}

/// Short names for contents.
enum NameHash {
    /// Ten letters that stand for a value: FNV-1a in the letters that Kubernetes uses.
    static func of(_ value: JSONValue) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in value.encoded.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let letters = Array("bcdf456789")
        return String(String(hash % 10_000_000_000).map { letters[$0.wholeNumberValue ?? 0] })
    }
}
