/// KEDA's operator and its metrics.
extension ClusterModel {
    /// The triggers of a ScaledObject.
    func triggers(of object: JSONValue) -> [Trigger] {
        (object["spec", "triggers"]?.array ?? []).enumerated().map { Trigger($1, index: $0) }
    }

    /// The value of an external metric in thousandths, by the metric's part of an autoscaler's specification.
    func externalMetric(_ metric: JSONValue?, namespace: String) -> Int? {
        let owner = metric?["selector", "matchLabels", "scaledobject.keda.sh/name"]?.string ?? ""
        let id = StoredName(namespace: namespace, name: owner)
        guard let object = store.object(.scaledObjects, id),
            let trigger = triggers(of: object).first(where: { $0.metricName == metric?["name"]?.string })
        else { return nil }
        guard let value = triggers[TriggerID(object: id, index: trigger.index)] ?? nil else {
            // A fallback is told as the figure that leads to its number of replicas.
            let threshold = object["spec", "fallback", "failureThreshold"]?.integer
            guard let replicas = object["spec", "fallback", "replicas"]?.integer, let threshold,
                eventing[id]?.failures ?? 0 >= threshold
            else { return nil }
            return Int(Double(replicas) * trigger.target * 1000)
        }
        return Int((value * 1000).rounded(.up))
    }

    /// Lets the operator look at each ScaledObject whose time has come.
    mutating func pollScaledObjects(_ now: ClusterTime) {
        for object in store.list(.scaledObjects) where !object.isTerminating {
            let name = object.storedName
            let memory = eventing[name] ?? ScaledObjectMemory(created: now.seconds, nextPoll: now.seconds)
            eventing[name] = memory
            guard memory.nextPoll <= now.seconds else { continue }
            eventing[name]?.nextPoll = now.seconds + (object["spec", "pollingInterval"]?.number ?? 30)
            poll(object, now)
        }
        let names = Set(store.list(.scaledObjects).map(\.storedName))
        eventing = eventing.filter { names.contains($0.key) }
        triggers = triggers.filter { names.contains($0.key.object) }
    }

    private mutating func poll(_ before: JSONValue, _ now: ClusterTime) {
        var object = before
        let name = object.storedName
        defer { store.update(.scaledObjects, object) }
        object["metadata", "finalizers"] = ["finalizer.keda.sh"]
        object["metadata", "labels", "scaledobject.keda.sh/name"] = .string(name.name)
        guard let target = scaleTarget(object["spec", "scaleTargetRef"], namespace: name.namespace) else {
            ScaledObjectStatus.targetMissing(&object)
            return
        }
        ScaledObjectStatus.describe(&object, target: target, triggers: triggers(of: object))
        let paused = object.annotations["autoscaling.keda.sh/paused-replicas"]
        if paused != nil || object.annotations["autoscaling.keda.sh/paused"] == "true" {
            pause(&object, target, replicas: paused.flatMap(Int.init))
            return
        }
        keepAutoscaler(of: object, target, now)
        act(on: &object, target, now)
    }

    private mutating func pause(_ object: inout JSONValue, _ target: ScaleTarget, replicas: Int?) {
        let name = object.storedName
        store.delete(.autoscalers, StoredName(namespace: name.namespace, name: "keda-hpa-\(name.name)"))
        if let replicas, target.replicas != replicas { scale(target, to: replicas) }
        ScaledObjectStatus.paused(&object, replicas: replicas)
    }

    private mutating func act(on object: inout JSONValue, _ target: ScaleTarget, _ now: ClusterTime) {
        let name = object.storedName
        let triggers = triggers(of: object)
        let values = triggers.map { self.triggers[TriggerID(object: name, index: $0.index)] ?? nil }
        let isFailing = values.contains(nil)
        let failures = isFailing ? (eventing[name]?.failures ?? 0) + 1 : 0
        eventing[name]?.failures = failures
        let isActive = zip(triggers, values).contains { trigger, value in value.map { $0 > trigger.activation } ?? false
        }
        let threshold = object["spec", "fallback", "failureThreshold"]?.integer
        let isFallback = isFailing && threshold.map { failures >= $0 } ?? false
        if isActive {
            eventing[name]?.lastActive = now.seconds
            object["status", "lastActiveTime"] = .string(now.stamp)
        }
        ScaledObjectStatus.conditions(&object, isFailing: isFailing, isActive: isActive, isFallback: isFallback)
        let bounds = ScaledObjectDecision.Bounds(
            minimum: object["spec", "minReplicaCount"]?.integer ?? 0,
            idle: object["spec", "idleReplicaCount"]?.integer,
            cooldownSeconds: object["spec", "cooldownPeriod"]?.number ?? 300,
            initialCooldownSeconds: object["spec", "initialCooldownPeriod"]?.number ?? 0)
        let decision = ScaledObjectDecision.decide(
            current: target.replicas, isActive: isActive || isFallback, bounds: bounds,
            lastActive: eventing[name]?.lastActive, created: eventing[name]?.created ?? now.seconds, now: now.seconds)
        let place = "apps/v1.\(target.type.kind) \(name.namespace)/\(target.object.storedName.name)"
        switch decision {
        case .nothing:
            break
        case .activate(let replicas):
            scale(target, to: replicas)
            let cause = triggers.first.map { "\($0.type)Scaler" } ?? ""
            tell(
                object, "KEDAScaleTargetActivated",
                "Scaled \(place) from \(target.replicas) to \(replicas), triggered by \(cause)", now)
        case .deactivate(let replicas):
            // A trigger that can't be read is no reason to put anything to sleep.
            guard !isFailing else { break }
            scale(target, to: replicas)
            tell(
                object, "KEDAScaleTargetDeactivated", "Deactivated \(place) from \(target.replicas) to \(replicas)", now
            )
        case .raise(let replicas):
            scale(target, to: replicas)
        }
    }

    private mutating func tell(_ object: JSONValue, _ reason: String, _ message: String, _ now: ClusterTime) {
        event(.scaledObjects, object, "Normal", reason, message, component: "keda-operator", now)
    }

    /// Makes the autoscaler that works between one and the most, or brings it up to date.
    private mutating func keepAutoscaler(of object: JSONValue, _ target: ScaleTarget, _ now: ClusterTime) {
        let name = object.storedName
        let id = StoredName(namespace: name.namespace, name: "keda-hpa-\(name.name)")
        let metrics = triggers(of: object).map { trigger -> JSONValue in
            [
                "type": "External",
                "external": [
                    "metric": [
                        "name": .string(trigger.metricName),
                        "selector": ["matchLabels": ["scaledobject.keda.sh/name": .string(name.name)]],
                    ],
                    "target": [
                        "type": "AverageValue",
                        "averageValue": .string(Quantity(milli: Int(trigger.target * 1000)).text),
                    ],
                ],
            ]
        }
        let behavior = object["spec", "advanced", "horizontalPodAutoscalerConfig", "behavior"]
        let spec = JSONValue(present: [
            "scaleTargetRef": [
                "apiVersion": .string(target.type.apiVersion), "kind": .string(target.type.kind),
                "name": .string(target.object.storedName.name),
            ],
            "minReplicas": .integer(max(1, object["spec", "minReplicaCount"]?.integer ?? 0)),
            "maxReplicas": object["spec", "maxReplicaCount"] ?? 100, "metrics": .array(metrics),
            "behavior": behavior.map { AutoscalerShape.completed(behavior: $0) },
        ])
        guard store.object(.autoscalers, id) == nil else {
            store.change(.autoscalers, id) { $0["spec"] = spec }
            return
        }
        let autoscaler: JSONValue = [
            "metadata": [
                "name": .string(id.name), "namespace": .string(id.namespace),
                "labels": [
                    "app.kubernetes.io/managed-by": "keda-operator", "scaledobject.keda.sh/name": .string(name.name),
                ],
                "ownerReferences": [
                    [
                        "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "name": .string(name.name),
                        "uid": .string(object.uid), "controller": true, "blockOwnerDeletion": true,
                    ]
                ],
            ],
            "spec": spec, "status": AutoscalerShape.fresh,
        ]
        store.create(.autoscalers, autoscaler, stamp: now.stamp)
    }
}
