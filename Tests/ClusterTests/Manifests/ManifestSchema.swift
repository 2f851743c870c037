/// The fields that the manifests' objects may have, after the reference of the Kubernetes API, version 1.32.
///
/// Real API servers refuse a field that isn't known; a client's dry run without a server's schema doesn't. Only the parts
/// that manifests of load generators need are here, so that a field beyond them is looked up and added.
enum ManifestSchema {
    /// What is under a field.
    indirect enum Shape: Sendable {
        /// A text or a number, or something whose inside isn't checked.
        case value
        /// Any keys.
        case open
        case list(Shape)
        case object([String: Shape])
    }

    /// The faults of an object: the paths of fields that aren't known, have the wrong shape, or are missing.
    static func faults(of object: CanonicalYAML) -> [String] {
        let kind = object["kind"]?.text ?? ""
        let version = object["apiVersion"]?.text ?? ""
        guard let shape = kinds["\(version) \(kind)"] else { return ["\(version) \(kind): no such kind"] }
        let missing = object["metadata"]?["name"]?.text == nil ? ["\(kind): metadata.name is missing"] : []
        return missing + faults(of: object, shape, path: kind)
    }

    private static func faults(of value: CanonicalYAML, _ shape: Shape, path: String) -> [String] {
        switch (shape, value) {
        case (.open, .map), (.value, .scalar), (.list, .scalar("{}")), (.open, .scalar("{}")): []
        case (.object, .scalar("{}")), (.list, .scalar("[]")): []
        case (.list(let element), .list(let items)):
            items.enumerated().flatMap { faults(of: $1, element, path: "\(path)[\($0)]") }
        case (.object(let fields), .map(let members)):
            members.sorted { $0.key < $1.key }.flatMap { key, member in
                fields[key].map { faults(of: member, $0, path: "\(path).\(key)") } ?? ["\(path).\(key): no such field"]
            }
        default: ["\(path): has the wrong shape"]
        }
    }

    // MARK: - The kinds

    private static let kinds: [String: Shape] = [
        "v1 ConfigMap": top(["data": .open, "immutable": .value]),
        "v1 Service": top([
            "spec": .object([
                "selector": .open, "clusterIP": .value, "type": .value,
                "ports": .list(
                    .object(["name": .value, "port": .value, "targetPort": .value, "protocol": .value])),
            ])
        ]),
        "v1 ServiceAccount": top(["automountServiceAccountToken": .value]),
        "rbac.authorization.k8s.io/v1 Role": top([
            "rules": .list(
                .object(["apiGroups": .list(.value), "resources": .list(.value), "verbs": .list(.value)]))
        ]),
        "rbac.authorization.k8s.io/v1 RoleBinding": top([
            "roleRef": .object(["apiGroup": .value, "kind": .value, "name": .value]),
            "subjects": .list(.object(["kind": .value, "name": .value, "namespace": .value, "apiGroup": .value])),
        ]),
        "apps/v1 Deployment": top([
            "spec": .object([
                "replicas": .value, "selector": .object(["matchLabels": .open]), "template": template,
                "strategy": .object(["type": .value]), "minReadySeconds": .value,
            ])
        ]),
        "batch/v1 Job": top([
            "spec": .object([
                "backoffLimit": .value, "activeDeadlineSeconds": .value, "ttlSecondsAfterFinished": .value,
                "completions": .value, "parallelism": .value, "completionMode": .value, "template": template,
            ])
        ]),
    ]

    private static func top(_ fields: [String: Shape]) -> Shape {
        .object(["apiVersion": .value, "kind": .value, "metadata": metadata].merging(fields) { $1 })
    }

    private static let metadata = Shape.object([
        "name": .value, "namespace": .value, "labels": .open, "annotations": .open,
    ])

    private static let template = Shape.object([
        "metadata": metadata,
        "spec": .object([
            "restartPolicy": .value, "serviceAccountName": .value, "terminationGracePeriodSeconds": .value,
            "automountServiceAccountToken": .value,
            "securityContext": .object([
                "runAsNonRoot": .value, "runAsUser": .value, "runAsGroup": .value, "fsGroup": .value,
                "seccompProfile": .object(["type": .value]),
            ]),
            "initContainers": .list(container), "containers": .list(container),
            "volumes": .list(
                .object([
                    "name": .value, "configMap": .object(["name": .value]),
                    "emptyDir": .object(["sizeLimit": .value, "medium": .value]),
                ])),
        ]),
    ])

    private static let container = Shape.object([
        "name": .value, "image": .value, "imagePullPolicy": .value, "command": .list(.value), "args": .list(.value),
        "env": .list(
            .object([
                "name": .value, "value": .value,
                "valueFrom": .object(["fieldRef": .object(["fieldPath": .value, "apiVersion": .value])]),
            ])),
        "envFrom": .list(.object(["configMapRef": .object(["name": .value, "optional": .value])])),
        "ports": .list(.object(["name": .value, "containerPort": .value, "protocol": .value])),
        "resources": .object(["requests": .open, "limits": .open]),
        "readinessProbe": .object(["tcpSocket": .object(["port": .value]), "periodSeconds": .value]),
        "securityContext": .object([
            "allowPrivilegeEscalation": .value, "readOnlyRootFilesystem": .value,
            "capabilities": .object(["drop": .list(.value), "add": .list(.value)]),
        ]),
        "volumeMounts": .list(.object(["name": .value, "mountPath": .value, "readOnly": .value, "subPath": .value])),
    ])
}
