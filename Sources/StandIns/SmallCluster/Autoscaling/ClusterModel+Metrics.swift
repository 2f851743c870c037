/// What the metrics server measures.
extension ClusterModel {
    /// Measures each running pod.
    mutating func measure(_ now: ClusterTime) {
        guard settings.hasMetrics else { return }
        let pods = store.list(.pods).filter { $0["status", "phase"]?.string == "Running" }
        let ready = Dictionary(grouping: pods.filter { PodShape.isReady($0) && !$0.isTerminating }) { workload(of: $0) }
        for pod in pods {
            let name = workload(of: pod)
            let demand = demands[name] ?? .perPod(cpuMilli: 1, memoryBytes: 20 << 20)
            let usage = demand.usage(of: pod, readyPods: ready[name]?.count ?? 0)
            lives[pod.storedName]?.usage = PodUsage(
                cpuMilli: usage.cpuMilli, memoryBytes: usage.memoryBytes, at: now.seconds)
        }
    }

    /// The name of the deployment or stateful set that a pod belongs to.
    func workload(of pod: JSONValue) -> StoredName {
        let owner = pod["metadata", "ownerReferences"]?.array?.first
        var name = owner?["name"]?.string ?? pod.storedName.name
        if owner?["kind"]?.string == "ReplicaSet", let dash = name.lastIndex(of: "-") { name = String(name[..<dash]) }
        return StoredName(namespace: pod.storedName.namespace, name: name)
    }

    /// The objects of `metrics.k8s.io`.
    func metricObjects(_ type: ResourceType, namespace: String?, _ now: ClusterTime) -> [JSONValue] {
        let pods = store.list(.pods, namespace: type == .podMetrics ? namespace : nil)
        let measured = pods.compactMap { pod in
            lives[pod.storedName]?.usage.map { (pod, $0) }
        }.filter { $0.0["status", "phase"]?.string == "Running" }
        if type == .podMetrics { return measured.map { podMetrics($0, $1, now) } }
        let usage = Dictionary(grouping: measured) { $0.0["spec", "nodeName"]?.string ?? "" }
        return store.list(.nodes).map { node in
            let own = usage[node.storedName.name] ?? []
            let sum = PodUsage(
                cpuMilli: 100 + own.reduce(0) { $0 + $1.1.cpuMilli },
                memoryBytes: 500 << 20 + own.reduce(0) { $0 + $1.1.memoryBytes }, at: now.seconds)
            return [
                "apiVersion": "metrics.k8s.io/v1beta1", "kind": "NodeMetrics",
                "metadata": ["name": .string(node.storedName.name), "creationTimestamp": .string(now.stamp)],
                "timestamp": .string(stamp(sum.at, now)), "window": .string(window), "usage": resources(sum),
            ]
        }
    }

    private func podMetrics(_ pod: JSONValue, _ usage: PodUsage, _ now: ClusterTime) -> JSONValue {
        let containers = pod["spec", "containers"]?.array ?? []
        // What a pod uses is its first container's; others idle.
        let entries = containers.enumerated().map { index, container -> JSONValue in
            [
                "name": container["name"] ?? "",
                "usage": resources(index == 0 ? usage : PodUsage(cpuMilli: 0, memoryBytes: 1 << 20, at: 0)),
            ]
        }
        return [
            "apiVersion": "metrics.k8s.io/v1beta1", "kind": "PodMetrics",
            "metadata": [
                "name": .string(pod.storedName.name), "namespace": .string(pod.storedName.namespace),
                "creationTimestamp": .string(now.stamp), "labels": pod["metadata", "labels"] ?? [:],
            ],
            "timestamp": .string(stamp(usage.at, now)), "window": .string(window), "containers": .array(entries),
        ]
    }

    private var window: String { "\(Int(settings.metricsPeriod.inSeconds))s" }

    private func stamp(_ seconds: Double, _ now: ClusterTime) -> String {
        now.stamp(after: seconds - now.seconds, factor: settings.timeFactor)
    }

    private func resources(_ usage: PodUsage) -> JSONValue {
        ["cpu": .string("\(usage.cpuMilli)m"), "memory": .string("\(usage.memoryBytes / 1024)Ki")]
    }
}
