/// The JSON of autoscalers, as far as the API server fills it in.
enum AutoscalerShape {
    /// The status before an autoscaler has been looked at: no number is known, though one reads as 0.
    static let fresh: JSONValue = ["currentMetrics": .null, "desiredReplicas": 0]

    /// A behaviour with both directions, each with its rules.
    static func completed(behavior: JSONValue) -> JSONValue {
        [
            "scaleUp": ScalingRules(behavior["scaleUp"], default: .upDefault).json,
            "scaleDown": ScalingRules(behavior["scaleDown"], default: .downDefault).json,
        ]
    }

    /// An autoscaler as it was sent, completed.
    static func defaulted(_ autoscaler: JSONValue) -> JSONValue {
        var autoscaler = autoscaler
        autoscaler["spec", "minReplicas"] = autoscaler["spec", "minReplicas"] ?? 1
        autoscaler["spec", "metrics"] = autoscaler["spec", "metrics"] ?? [AutoscalerMetric.usual]
        if let behavior = autoscaler["spec", "behavior"] {
            autoscaler["spec", "behavior"] = completed(behavior: behavior)
        }
        return autoscaler
    }
}
