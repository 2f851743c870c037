/// The conditions of an autoscaler, in the words of the real one.
enum AutoscalerStatus {
    static func set(
        _ type: String, _ status: Bool, _ reason: String, _ message: String, in autoscaler: inout JSONValue,
        stamp: String
    ) {
        var conditions = autoscaler["status", "conditions"]?.array ?? []
        let word = status ? "True" : "False"
        let index = conditions.firstIndex { $0["type"]?.string == type }
        let isSame = index.map { conditions[$0]["status"]?.string == word } ?? false
        let condition: JSONValue = [
            "type": .string(type), "status": .string(word), "reason": .string(reason), "message": .string(message),
            "lastTransitionTime": isSame
                ? index.flatMap { conditions[$0]["lastTransitionTime"] } ?? "" : .string(stamp),
        ]
        if let index { conditions[index] = condition } else { conditions.append(condition) }
        autoscaler["status", "conditions"] = .array(conditions)
    }

    static func scaled(_ autoscaler: inout JSONValue, to replicas: Int, _ now: ClusterTime) {
        set(
            "AbleToScale", true, "SucceededRescale",
            "the HPA controller was able to update the target scale to \(replicas)", in: &autoscaler, stamp: now.stamp)
        autoscaler["status", "lastScaleTime"] = .string(now.stamp)
    }

    static func limited(_ autoscaler: inout JSONValue, _ limit: ReplicaDecision.Limit, stamp: String) {
        let message =
            switch limit {
            case .upRate: "the desired replica count is increasing faster than the maximum scale rate"
            case .downRate: "the desired replica count is decreasing faster than the maximum scale rate"
            case .maximum: "the desired replica count is more than the maximum replica count"
            case .minimum: "the desired replica count is less than the minimum replica count"
            default: "the desired count is within the acceptable range"
            }
        let isLimited = ![.none, .stabilisedUp, .stabilisedDown].contains(limit)
        set(
            "ScalingLimited", isLimited, isLimited ? limit.rawValue : "DesiredWithinRange", message, in: &autoscaler,
            stamp: stamp)
    }

    static func able(_ autoscaler: inout JSONValue, _ stabilised: ReplicaDecision.Limit?, stamp: String) {
        switch stabilised {
        case .stabilisedDown:
            set(
                "AbleToScale", true, "ScaleDownStabilized",
                "recent recommendations were higher than current one, applying the highest recent recommendation",
                in: &autoscaler, stamp: stamp)
        case .stabilisedUp:
            set(
                "AbleToScale", true, "ScaleUpStabilized",
                "recent recommendations were lower than current one, applying the lowest recent recommendation",
                in: &autoscaler, stamp: stamp)
        default:
            set(
                "AbleToScale", true, "ReadyForNewScale", "recommended size matches current size", in: &autoscaler,
                stamp: stamp)
        }
    }
}
