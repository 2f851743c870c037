/// The JSON of nodes and namespaces.
enum NodeShape {
    static func node(_ number: Int, cores: Int, stamp: String) -> JSONValue {
        let resources: JSONValue = [
            "cpu": .string("\(cores)"), "memory": .string("\(cores * 4)Gi"), "pods": "250",
        ]
        let ready: JSONValue = [
            "type": "Ready", "status": "True", "reason": "KubeletReady", "message": "kubelet is posting ready status",
            "lastHeartbeatTime": .string(stamp), "lastTransitionTime": .string(stamp),
        ]
        return [
            "metadata": [
                "name": .string("node-\(number)"),
                "labels": [
                    "kubernetes.io/hostname": .string("node-\(number)"), "kubernetes.io/os": "linux",
                    "kubernetes.io/arch": "amd64",
                ],
            ],
            "spec": [:],
            "status": [
                "allocatable": resources, "capacity": resources, "conditions": [ready],
                "addresses": [["type": "InternalIP", "address": .string("10.99.1.\(number)")]],
                "nodeInfo": ["kubeletVersion": "v1.32.0", "osImage": "stand-in", "architecture": "amd64"],
            ],
        ]
    }
}

/// The JSON of namespaces.
enum NamespaceShape {
    static func namespace(_ name: String) -> JSONValue {
        [
            "metadata": ["name": .string(name), "labels": ["kubernetes.io/metadata.name": .string(name)]],
            "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
        ]
    }
}
