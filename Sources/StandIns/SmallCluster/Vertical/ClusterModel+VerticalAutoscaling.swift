/// The vertical pod autoscaler: it recommends, it evicts, and new pods get what it recommends.
extension ClusterModel {
    /// What is remembered of a workload's usage.
    struct UsageHistory: Sendable {
        var since: Double
        var cpuMilli: [Int] = []
        var memoryBytes: [Int] = []

        /// Adds a measurement; only the last thousand count.
        mutating func add(_ usage: PodUsage) {
            cpuMilli.append(usage.cpuMilli)
            memoryBytes.append(usage.memoryBytes)
            if cpuMilli.count > 1000 {
                cpuMilli.removeFirst(500)
                memoryBytes.removeFirst(500)
            }
        }
    }

    /// Takes a measurement in, recommends and evicts; called after each measurement.
    mutating func autoscaleVertically(_ now: ClusterTime) {
        for autoscaler in store.list(.verticalAutoscalers) {
            let name = autoscaler.storedName
            let reference = autoscaler["spec", "targetRef"]
            guard let target = scaleTarget(reference, namespace: name.namespace) else {
                VerticalStatus.unsupported(autoscaler, reference, &store, now.stamp)
                continue
            }
            let pods = store.list(.pods, namespace: name.namespace).filter {
                workload(of: $0) == target.object.storedName && !$0.isTerminating
            }
            var history = histories[name] ?? UsageHistory(since: now.seconds)
            for pod in pods {
                if let usage = lives[pod.storedName]?.usage, usage.at == now.seconds { history.add(usage) }
            }
            histories[name] = history
            recommend(autoscaler, history, isEmpty: pods.isEmpty, now)
            evict(store.object(.verticalAutoscalers, name) ?? autoscaler, pods, now)
        }
    }

    private mutating func recommend(
        _ autoscaler: JSONValue, _ history: UsageHistory, isEmpty: Bool, _ now: ClusterTime
    ) {
        let days = (now.seconds - history.since) / 86_400
        guard !isEmpty,
            let cpu = VerticalRecommendation(samples: history.cpuMilli, days: days, least: 25),
            let memory = VerticalRecommendation(samples: history.memoryBytes, days: days, least: 262_144_000)
        else {
            if isEmpty { VerticalStatus.withoutPods(autoscaler, &store, now.stamp) }
            return
        }
        let policy = autoscaler["spec", "resourcePolicy", "containerPolicies"]?.array?.first
        func range(_ resource: String, unit: Int) -> ClosedRange<Int> {
            let least = Quantity(policy?["minAllowed", resource]).map { $0.milli / unit } ?? 0
            return least...max(least, Quantity(policy?["maxAllowed", resource]).map { $0.milli / unit } ?? .max)
        }
        VerticalStatus.recommend(
            autoscaler, cpu: (cpu.capped(range("cpu", unit: 1)), cpu.target),
            memory: (memory.capped(range("memory", unit: 1000)), memory.target), container: container(of: autoscaler),
            &store, now.stamp)
    }

    private func container(of autoscaler: JSONValue) -> String {
        let target = scaleTarget(autoscaler["spec", "targetRef"], namespace: autoscaler.storedName.namespace)
        let containers = target?.object["spec", "template", "spec", "containers"]?.array
        return containers?.first?["name"]?.string ?? ""
    }

    /// Ends one pod that asks for less than the lower or more than the upper bound, if there is another to stand in.
    private mutating func evict(_ autoscaler: JSONValue, _ pods: [JSONValue], _ now: ClusterTime) {
        let mode = autoscaler["spec", "updatePolicy", "updateMode"]?.string ?? "Auto"
        let least = autoscaler["spec", "updatePolicy", "minReplicas"]?.integer ?? 2
        guard ["Auto", "Recreate"].contains(mode), pods.count(where: { PodShape.isReady($0) }) >= least,
            let recommendation = VerticalStatus.recommendation(of: autoscaler)
        else { return }
        let misfit = pods.first { pod in
            ["cpu", "memory"].contains { resource in
                guard let asked = PodShape.request(resource, of: pod),
                    let low = Quantity(recommendation["lowerBound", resource])?.milli,
                    let high = Quantity(recommendation["upperBound", resource])?.milli
                else { return false }
                return asked < low || asked > high
            }
        }
        guard let misfit else { return }
        event(
            .pods, misfit, "Normal", "EvictedByVPA",
            "Pod was evicted by VPA Updater to apply resource recommendation.", component: "vpa-updater", now)
        terminate(misfit.storedName, now)
    }

    /// A new pod with what is recommended for its workload: its requests, and limits in the same proportion.
    func recommended(_ pod: JSONValue) -> JSONValue {
        let name = workload(of: pod)
        let autoscaler = store.list(.verticalAutoscalers, namespace: name.namespace).first { autoscaler in
            let mode = autoscaler["spec", "updatePolicy", "updateMode"]?.string ?? "Auto"
            return mode != "Off" && autoscaler["spec", "targetRef", "name"]?.string == name.name
        }
        guard let autoscaler, let target = VerticalStatus.recommendation(of: autoscaler)?["target"] else { return pod }
        var pod = pod
        var containers = pod["spec", "containers"]?.array ?? []
        guard !containers.isEmpty else { return pod }
        for resource in ["cpu", "memory"] {
            let asked = Quantity(containers[0]["resources", "requests", resource])?.milli
            if let limit = Quantity(containers[0]["resources", "limits", resource])?.milli, let asked, asked > 0,
                let wanted = Quantity(target[resource])?.milli
            {
                let scaled = Int(Double(limit) * Double(wanted) / Double(asked))
                containers[0]["resources", "limits", resource] = .string(Quantity(milli: scaled).text)
            }
            containers[0]["resources", "requests", resource] = target[resource]
        }
        pod["spec", "containers"] = .array(containers)
        pod["metadata", "annotations", "vpaUpdates"] = .string("Pod resources updated by \(autoscaler.storedName.name)")
        return pod
    }
}
