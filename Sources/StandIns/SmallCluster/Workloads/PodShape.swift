/// The JSON of pods, as a real cluster shows it.
enum PodShape {
    /// A new pod of a template, before anybody has seen it.
    static func pod(
        _ template: JSONValue, name: String, generateName: String?, namespace: String, owner: JSONValue?
    ) -> JSONValue {
        var pod: JSONValue = ["metadata": template["metadata"] ?? [:], "spec": template["spec"] ?? [:]]
        pod["metadata", "creationTimestamp"] = nil
        pod["metadata", "name"] = .string(name)
        pod["metadata", "namespace"] = .string(namespace)
        pod["metadata", "generateName"] = generateName.map { .string($0) }
        if let owner {
            pod["metadata", "ownerReferences"] = [
                [
                    "apiVersion": owner["apiVersion"] ?? "", "blockOwnerDeletion": true, "controller": true,
                    "kind": owner["kind"] ?? "", "name": owner["metadata", "name"] ?? "", "uid": .string(owner.uid),
                ]
            ]
        }
        return defaulted(pod)
    }

    /// A pod with what the API server fills in.
    static func defaulted(_ pod: JSONValue) -> JSONValue {
        var pod = pod
        pod["spec"] = defaulted(spec: pod["spec"] ?? [:])
        for (key, value) in [
            ("serviceAccount", "default"), ("serviceAccountName", "default"),
        ] where pod["spec", key] == nil {
            pod["spec", key] = .string(value)
        }
        pod["spec", "enableServiceLinks"] = pod["spec", "enableServiceLinks"] ?? true
        pod["spec", "preemptionPolicy"] = "PreemptLowerPriority"
        pod["spec", "priority"] = 0
        pod["spec", "tolerations"] =
            pod["spec", "tolerations"]
            ?? .array(
                ["not-ready", "unreachable"].map {
                    [
                        "effect": "NoExecute", "key": .string("node.kubernetes.io/\($0)"), "operator": "Exists",
                        "tolerationSeconds": 300,
                    ]
                })
        pod["status"] = ["phase": "Pending", "qosClass": .string(quality(of: pod))]
        return pod
    }

    /// The part of a pod's or a template's specification that the API server fills in.
    static func defaulted(spec: JSONValue) -> JSONValue {
        var spec = spec
        for (key, value) in [
            ("dnsPolicy", "ClusterFirst"), ("restartPolicy", "Always"), ("schedulerName", "default-scheduler"),
        ] where spec[key] == nil {
            spec[key] = .string(value)
        }
        spec["securityContext"] = spec["securityContext"] ?? [:]
        spec["terminationGracePeriodSeconds"] = spec["terminationGracePeriodSeconds"] ?? 30
        spec["containers"] = .array(
            (spec["containers"]?.array ?? []).map { container in
                var container = container
                let image = container["image"]?.string ?? ""
                let policy = image.hasSuffix(":latest") || !image.contains(":") ? "Always" : "IfNotPresent"
                container["imagePullPolicy"] = container["imagePullPolicy"] ?? .string(policy)
                container["resources"] = container["resources"] ?? [:]
                container["terminationMessagePath"] = "/dev/termination-log"
                container["terminationMessagePolicy"] = "File"
                return container
            })
        return spec
    }

    // MARK: - Status

    static func scheduled(_ pod: inout JSONValue, node: String, stamp: String) {
        pod["spec", "nodeName"] = .string(node)
        pod["status", "conditions"] = [condition("PodScheduled", true, stamp)]
    }

    static func unschedulable(_ pod: inout JSONValue, message: String, stamp: String) {
        var scheduled = condition("PodScheduled", false, stamp)
        scheduled["reason"] = "Unschedulable"
        scheduled["message"] = .string(message)
        pod["status", "conditions"] = [scheduled]
    }

    static func creating(_ pod: inout JSONValue, stamp: String, hostIP: String) {
        let scheduled = transition(of: "PodScheduled", in: pod) ?? stamp
        pod["status", "conditions"] = .array([
            condition("PodReadyToStartContainers", false, stamp), condition("Initialized", true, stamp),
            unready("Ready", pod, stamp), unready("ContainersReady", pod, stamp),
            condition("PodScheduled", true, scheduled),
        ])
        pod["status", "containerStatuses"] = containers(pod, ready: false, started: nil, stamp: stamp)
        pod["status", "hostIP"] = .string(hostIP)
        pod["status", "hostIPs"] = [["ip": .string(hostIP)]]
        pod["status", "startTime"] = .string(stamp)
    }

    static func started(_ pod: inout JSONValue, stamp: String, podIP: String) {
        setCondition("PodReadyToStartContainers", condition("PodReadyToStartContainers", true, stamp), in: &pod)
        pod["status", "containerStatuses"] = containers(pod, ready: false, started: stamp, stamp: stamp)
        pod["status", "phase"] = "Running"
        pod["status", "podIP"] = .string(podIP)
        pod["status", "podIPs"] = [["ip": .string(podIP)]]
    }

    static func readiness(_ pod: inout JSONValue, isReady: Bool, stamp: String, reason: String? = nil) {
        for name in ["Ready", "ContainersReady"] {
            var condition = isReady ? condition(name, true, stamp) : unready(name, pod, stamp)
            if !isReady, let reason { condition["reason"] = .string(reason) }
            setCondition(name, condition, in: &pod)
        }
        let started =
            pod["status", "containerStatuses"]?.array?.first?["state", "running", "startedAt"]?.string ?? stamp
        pod["status", "containerStatuses"] = containers(pod, ready: isReady, started: started, stamp: stamp)
    }

    static func finished(_ pod: inout JSONValue, stamp: String) {
        readiness(&pod, isReady: false, stamp: stamp)
        pod["status", "phase"] = "Succeeded"
        let started = pod["status", "startTime"] ?? .string(stamp)
        pod["status", "containerStatuses"] = .array(
            (pod["status", "containerStatuses"]?.array ?? []).map { container in
                var container = container
                container["state"] = [
                    "terminated": [
                        "exitCode": 0, "reason": "Completed", "startedAt": started, "finishedAt": .string(stamp),
                    ]
                ]
                return container
            })
    }

    static func isReady(_ pod: JSONValue) -> Bool {
        (pod["status", "conditions"]?.array ?? []).contains {
            $0["type"]?.string == "Ready" && $0["status"]?.string == "True"
        }
    }

    /// What all containers of a pod ask for of a resource; nil when one of them doesn't say.
    static func request(_ resource: String, of pod: JSONValue) -> Int? {
        amount(resource, of: pod, "requests")
    }

    /// What all containers of a pod may use at most; nil when one of them doesn't say.
    static func limit(_ resource: String, of pod: JSONValue) -> Int? {
        amount(resource, of: pod, "limits")
    }

    private static func amount(_ resource: String, of pod: JSONValue, _ kind: String) -> Int? {
        let amounts = (pod["spec", "containers"]?.array ?? []).map {
            // Without a request a container asks for its limit.
            Quantity($0["resources", kind, resource]) ?? Quantity($0["resources", "limits", resource])
        }
        guard !amounts.isEmpty, !amounts.contains(nil) else { return nil }
        return amounts.reduce(0) { $0 + ($1?.milli ?? 0) }
    }

    private static func quality(of pod: JSONValue) -> String {
        let resources = (pod["spec", "containers"]?.array ?? []).compactMap { $0["resources"]?.object }
        if resources.allSatisfy({ $0.isEmpty }) { return "BestEffort" }
        let isGuaranteed = resources.allSatisfy {
            $0["requests"] ?? $0["limits"] == $0["limits"] && $0["limits"] != nil
        }
        return isGuaranteed ? "Guaranteed" : "Burstable"
    }

    // MARK: - Conditions

    private static func condition(_ type: String, _ status: Bool, _ stamp: String) -> JSONValue {
        [
            "type": .string(type), "status": status ? "True" : "False", "lastProbeTime": .null,
            "lastTransitionTime": .string(stamp),
        ]
    }

    private static func unready(_ type: String, _ pod: JSONValue, _ stamp: String) -> JSONValue {
        let names = (pod["spec", "containers"]?.array ?? []).compactMap { $0["name"]?.string }
        var unready = condition(type, false, stamp)
        unready["reason"] = "ContainersNotReady"
        unready["message"] = .string("containers with unready status: [\(names.joined(separator: " "))]")
        return unready
    }

    private static func transition(of type: String, in pod: JSONValue) -> String? {
        pod["status", "conditions"]?.array?.first { $0["type"]?.string == type }?["lastTransitionTime"]?.string
    }

    private static func setCondition(_ type: String, _ condition: JSONValue, in pod: inout JSONValue) {
        let conditions = pod["status", "conditions"]?.array ?? []
        pod["status", "conditions"] = .array(conditions.map { $0["type"]?.string == type ? condition : $0 })
    }

    private static func containers(_ pod: JSONValue, ready: Bool, started: String?, stamp: String) -> JSONValue {
        .array(
            (pod["spec", "containers"]?.array ?? []).map { container in
                let state: JSONValue =
                    started.map { ["running": ["startedAt": .string($0)]] }
                    ?? ["waiting": ["reason": "ContainerCreating"]]
                return [
                    "name": container["name"] ?? "", "image": container["image"] ?? "",
                    "imageID": started == nil ? "" : "standin@sha256:0", "lastState": [:], "ready": .bool(ready),
                    "restartCount": 0, "started": .bool(started != nil), "state": state,
                ]
            })
    }
}
