/// What KEDA's operator says about a ScaledObject; its conditions carry no times.
enum ScaledObjectStatus {
    static func describe(_ object: inout JSONValue, target: ClusterModel.ScaleTarget, triggers: [Trigger]) {
        let name = object.storedName.name
        object["status", "scaleTargetKind"] = .string("\(target.type.apiVersion).\(target.type.kind)")
        object["status", "scaleTargetGVKR"] = [
            "group": .string(target.type.group), "kind": .string(target.type.kind),
            "resource": .string(target.type.plural), "version": .string(target.type.version),
        ]
        object["status", "originalReplicaCount"] =
            object["status", "originalReplicaCount"] ?? .integer(target.replicas)
        object["status", "externalMetricNames"] = .array(triggers.map { .string($0.metricName) })
        object["status", "triggersTypes"] = .string(triggers.map(\.type).joined(separator: ","))
        object["status", "authenticationsTypes"] = ""
        object["status", "hpaName"] = .string("keda-hpa-\(name)")
    }

    static func conditions(_ object: inout JSONValue, isFailing: Bool, isActive: Bool, isFallback: Bool) {
        object["status", "pausedReplicaCount"] = nil
        set(
            &object,
            isFailing
                ? ("False", "TriggerError", "Triggers defined in ScaledObject are not working correctly")
                : ("True", "ScaledObjectReady", "ScaledObject is defined correctly and is ready for scaling"),
            isActive
                ? ("True", "ScalerActive", "Scaling is performed because triggers are active")
                : ("False", "ScalerNotActive", "Scaling is not performed because triggers are not active"),
            isFallback
                ? ("True", "FallbackExists", "At least one trigger is falling back on this scaled object")
                : ("False", "NoFallbackFound", "No fallbacks are active on this scaled object"),
            paused: wasPaused(object)
                ? ("False", "ScaledObjectUnpaused", "pause annotation removed for ScaledObject") : nil)
    }

    static func paused(_ object: inout JSONValue, replicas: Int?) {
        object["status", "pausedReplicaCount"] = replicas.map { .integer($0) }
        object["status", "hpaName"] = nil
        set(
            &object, ("True", "ScaledObjectReady", "ScaledObject is defined correctly and is ready for scaling"),
            ("Unknown", "UnknownState", "ScaledObject check failed"),
            ("False", "NoFallbackFound", "No fallbacks are active on this scaled object"),
            paused: ("True", "ScaledObjectPaused", "ScaledObject is paused"))
    }

    static func targetMissing(_ object: inout JSONValue) {
        set(
            &object,
            ("False", "ScaledObjectCheckFailed", "ScaledObject doesn't have correct scaleTargetRef specification"),
            ("Unknown", "UnknownState", "ScaledObject check failed"),
            ("False", "NoFallbackFound", "No fallbacks are active on this scaled object"), paused: nil)
    }

    private typealias Words = (status: String, reason: String, message: String)

    private static func wasPaused(_ object: JSONValue) -> Bool {
        (object["status", "conditions"]?.array ?? []).contains {
            $0["type"]?.string == "Paused" && $0["status"]?.string != "Unknown"
        }
    }

    private static func set(
        _ object: inout JSONValue, _ ready: Words, _ active: Words, _ fallback: Words, paused: Words?
    ) {
        var conditions = [("Ready", ready), ("Active", active), ("Fallback", fallback)].map {
            type, words -> JSONValue in
            [
                "type": .string(type), "status": .string(words.status), "reason": .string(words.reason),
                "message": .string(words.message),
            ]
        }
        if let paused {
            conditions.append([
                "type": "Paused", "status": .string(paused.status), "reason": .string(paused.reason),
                "message": .string(paused.message),
            ])
        } else {
            conditions.append(["type": "Paused", "status": "Unknown"])
        }
        object["status", "conditions"] = .array(conditions)
    }
}
