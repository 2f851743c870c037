/// The horizontal pod autoscaler.
extension ClusterModel {
    /// What an autoscaler or a ScaledObject scales.
    struct ScaleTarget {
        var type: ResourceType
        var object: JSONValue
        var replicas: Int { object["spec", "replicas"]?.integer ?? 1 }
        /// The pods that it says it has; the controllers' status follows a moment later.
        var statusReplicas: Int { object["status", "replicas"]?.integer ?? 0 }
    }

    /// Finds what a `scaleTargetRef` names; without a kind it is a deployment.
    func scaleTarget(_ reference: JSONValue?, namespace: String) -> ScaleTarget? {
        let kind = reference?["kind"]?.string ?? "Deployment"
        let name = StoredName(namespace: namespace, name: reference?["name"]?.string ?? "")
        let types: [ResourceType] = [.deployments, .statefulSets, .replicaSets]
        guard let type = types.first(where: { $0.kind == kind }), let object = store.object(type, name) else {
            return nil
        }
        return ScaleTarget(type: type, object: object)
    }

    /// Sets the number of replicas of a workload.
    mutating func scale(_ target: ScaleTarget, to replicas: Int) {
        store.change(target.type, target.object.storedName) { object in
            object["spec", "replicas"] = .integer(replicas)
            object["metadata", "generation"] = .integer((object["metadata", "generation"]?.integer ?? 0) + 1)
        }
    }

    /// Lets each autoscaler look and decide.
    mutating func autoscale(_ now: ClusterTime) {
        for autoscaler in store.list(.autoscalers) { autoscale(autoscaler, now) }
        let uids = Set(store.list(.autoscalers).map(\.storedName))
        scaling = scaling.filter { uids.contains($0.key) }
    }

    private mutating func autoscale(_ before: JSONValue, _ now: ClusterTime) {
        var autoscaler = before
        let name = autoscaler.storedName
        defer { store.update(.autoscalers, autoscaler) }
        let reference = autoscaler["spec", "scaleTargetRef"]
        guard let target = scaleTarget(reference, namespace: name.namespace) else {
            let kind = (reference?["kind"]?.string ?? "").lowercased()
            let message =
                "the HPA controller was unable to get the target's current scale: \(kind)s/scale.apps "
                + "\"\(reference?["name"]?.string ?? "")\" not found"
            AutoscalerStatus.set("AbleToScale", false, "FailedGetScale", message, in: &autoscaler, stamp: now.stamp)
            event(.autoscalers, autoscaler, "Warning", "FailedGetScale", message, component: Self.controller, now)
            return
        }
        let minimum = autoscaler["spec", "minReplicas"]?.integer ?? 1
        let maximum = autoscaler["spec", "maxReplicas"]?.integer ?? 1
        let current = target.replicas
        autoscaler["status", "currentReplicas"] = present(target.statusReplicas)
        autoscaler["status", "observedGeneration"] = autoscaler["metadata", "generation"]
        AutoscalerStatus.set(
            "AbleToScale", true, "SucceededGetScale", "the HPA controller was able to get the target's current scale",
            in: &autoscaler, stamp: now.stamp)
        if current == 0, minimum != 0 {
            AutoscalerStatus.set(
                "ScalingActive", false, "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero",
                in: &autoscaler, stamp: now.stamp)
            autoscaler["status", "desiredReplicas"] = 0
            return
        }
        if current > maximum || current < minimum {
            let bound = current > maximum ? maximum : minimum
            let reason =
                current > maximum
                ? "Current number of replicas above Spec.MaxReplicas"
                : "Current number of replicas below Spec.MinReplicas"
            rescale(&autoscaler, target, to: bound, reason, now)
            return
        }
        guard let proposal = propose(&autoscaler, target, now) else { return }
        let behavior = autoscaler["spec", "behavior"]
        var memory = scaling[name] ?? AutoscalerMemory()
        let decision = ReplicaDecision.decide(
            desired: proposal.replicas, current: current, minimum: minimum, maximum: maximum,
            up: ScalingRules(behavior?["scaleUp"], default: .upDefault),
            down: ScalingRules(behavior?["scaleDown"], default: .downDefault), memory: &memory, at: now.seconds)
        scaling[name] = memory
        AutoscalerStatus.able(&autoscaler, decision.stabilised, stamp: now.stamp)
        AutoscalerStatus.limited(&autoscaler, decision.limit, stamp: now.stamp)
        if decision.replicas == current {
            autoscaler["status", "desiredReplicas"] = .integer(current)
        } else {
            let reason = decision.replicas > current ? "\(proposal.cause) above target" : "All metrics below target"
            rescale(&autoscaler, target, to: decision.replicas, reason, now)
        }
    }

    private static let controller = "horizontal-pod-autoscaler"

    private func present(_ count: Int) -> JSONValue? {
        count == 0 ? nil : .integer(count)
    }

    private mutating func rescale(
        _ autoscaler: inout JSONValue, _ target: ScaleTarget, to replicas: Int, _ reason: String, _ now: ClusterTime
    ) {
        var memory = scaling[autoscaler.storedName] ?? AutoscalerMemory()
        ReplicaDecision.changed(from: target.replicas, to: replicas, memory: &memory, at: now.seconds)
        scaling[autoscaler.storedName] = memory
        scale(target, to: replicas)
        AutoscalerStatus.scaled(&autoscaler, to: replicas, now)
        autoscaler["status", "desiredReplicas"] = .integer(replicas)
        event(
            .autoscalers, autoscaler, "Normal", "SuccessfulRescale", "New size: \(replicas); reason: \(reason)",
            component: Self.controller, now)
    }

    /// What all metrics together ask for: the most of them; nil when that can't be said, or not without scaling down
    /// on half of the knowledge.
    private mutating func propose(
        _ autoscaler: inout JSONValue, _ target: ScaleTarget, _ now: ClusterTime
    ) -> (replicas: Int, cause: String)? {
        let metrics = autoscaler["spec", "metrics"]?.array ?? [AutoscalerMetric.usual]
        let results = metrics.map { metric in
            AutoscalerMetric(metric, model: self, target: target, at: now.seconds)
        }
        autoscaler["status", "currentMetrics"] = .array(results.map(\.shown))
        let known = results.compactMap { result in result.proposal.map { (replicas: $0, cause: result.cause) } }
        let failed = results.first { $0.proposal == nil }
        let most = known.max { $0.replicas < $1.replicas }
        guard let most, failed == nil || most.replicas >= target.replicas else {
            let failure = failed?.failure ?? (reason: "InvalidMetricSourceType", message: "no metric is given")
            let message = "the HPA was unable to compute the replica count: \(failure.message)"
            AutoscalerStatus.set("ScalingActive", false, failure.reason, message, in: &autoscaler, stamp: now.stamp)
            if autoscaler["status", "desiredReplicas"] == nil { autoscaler["status", "desiredReplicas"] = 0 }
            event(
                .autoscalers, autoscaler, "Warning", failure.reason, failure.message, component: Self.controller, now)
            return nil
        }
        AutoscalerStatus.set(
            "ScalingActive", true, "ValidMetricFound",
            "the HPA was able to successfully calculate a replica count from \(most.cause)", in: &autoscaler,
            stamp: now.stamp)
        return most
    }
}
