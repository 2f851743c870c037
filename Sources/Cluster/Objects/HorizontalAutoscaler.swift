/// A HorizontalPodAutoscaler of autoscaling/v2, reduced to what the timeline needs.
package struct HorizontalAutoscaler: Sendable, Hashable {
    /// Its name and identity.
    package var metadata: ObjectMetadata
    /// The kind and name of what it scales.
    package var target: ScaleTarget
    /// The fewest replicas it goes down to. Absent means one.
    package var minReplicas: Int
    /// The most replicas it goes up to.
    package var maxReplicas: Int
    /// The metrics it follows, with their targets.
    package var metrics: [ScalingMetric]
    /// How long it waits before it scales down, looking back at its own recommendations. Absent means five minutes.
    package var scaleDownWindow: Duration
    /// How long it waits before it scales up. Absent means not at all.
    package var scaleUpWindow: Duration
    /// The replicas it last saw; nil before its first look.
    package var currentReplicas: Int?
    /// The replicas it wants; nil when it doesn't know, which the API writes as zero or leaves stale.
    package var desiredReplicas: Int?
    /// When it last changed the number of replicas.
    package var lastScale: WallTime?
    /// The values it last read. Unknown ones are left out.
    package var readings: [MetricReading]
    /// Its conditions AbleToScale, ScalingActive and ScalingLimited.
    package var conditions: [ObjectCondition]
    /// How far a metric may miss its target without any change.
    package var tolerance = ScalingFormula.Tolerance()
    /// The directions that its own behaviour keeps it from, as part of a sentence; nil when there are none.
    package var held: String?
    /// The count its status names, whether it knows its metrics or not: what it scaled to, at the time it scaled. Nil when
    /// the status names none or zero.
    package var scaledTo: Int?

    /// Why it doesn't know its metrics, as one sentence; nil when it knows them, has not looked yet or rests at zero.
    package var trouble: String? {
        if let able = conditions["AbleToScale"], !able.holds { return able.message ?? able.reason }
        guard let active = conditions["ScalingActive"], !active.holds, active.reason != "ScalingDisabled" else {
            return nil
        }
        return active.message ?? active.reason
    }

    /// What keeps it from the count its metrics ask for: ScaleUpLimit, TooManyReplicas, TooFewReplicas …; nil if nothing.
    package var limit: String? {
        guard let limited = conditions["ScalingLimited"], limited.holds else { return nil }
        return limited.reason
    }

    /// Whether it has been told to rest because its target stands at zero replicas.
    package var isDisabled: Bool {
        conditions["ScalingActive"]?.reason == "ScalingDisabled"
    }
}

/// The kind and name of what an autoscaler scales.
package struct ScaleTarget: Sendable, Hashable, Decodable {
    /// The group and version, such as apps/v1; nil where the API lets it be left out.
    package var apiVersion: String?
    /// The kind, such as Deployment; nil where the API lets it be left out, which means Deployment.
    package var kind: String?
    /// The name.
    package var name: String
}

// MARK: -

extension HorizontalAutoscaler: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, spec, status }

    private struct Spec: Decodable {
        struct Behavior: Decodable {
            struct Rules: Decodable {
                var stabilizationWindowSeconds: Int64?
                var tolerance: Quantity?
                var selectPolicy: String?
            }
            var scaleDown: Rules?
            var scaleUp: Rules?
        }
        var scaleTargetRef: ScaleTarget
        var minReplicas: Int?
        var maxReplicas: Int
        var metrics: [MetricEntry]?
        var behavior: Behavior?
    }

    private struct Status: Decodable {
        var currentReplicas: Int?
        var desiredReplicas: Int?
        var lastScaleTime: WallTime?
        var currentMetrics: [MetricEntry]?
        var conditions: [ObjectCondition]?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        let spec = try container.decode(Spec.self, forKey: .spec)
        let status = try container.decodeIfPresent(Status.self, forKey: .status)
        target = spec.scaleTargetRef
        minReplicas = spec.minReplicas ?? 1
        maxReplicas = spec.maxReplicas
        let wanted = MetricEntry.named(spec.metrics ?? [])
        metrics = wanted.compactMap { entry, name in entry.metric(named: name) }
        scaleDownWindow = .seconds(spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? 300)
        scaleUpWindow = .seconds(spec.behavior?.scaleUp?.stabilizationWindowSeconds ?? 0)
        let disabled = [("up", spec.behavior?.scaleUp), ("down", spec.behavior?.scaleDown)]
            .filter { $0.1?.selectPolicy == "Disabled" }.map(\.0)
        held = disabled.isEmpty ? nil : "its behavior disables scaling \(disabled.joined(separator: " and "))"
        if let up = spec.behavior?.scaleUp?.tolerance { tolerance.up = up.value }
        if let down = spec.behavior?.scaleDown?.tolerance { tolerance.down = down.value }
        currentReplicas = status?.currentReplicas
        lastScale = status?.lastScaleTime
        readings = MetricEntry.readings(status?.currentMetrics ?? [], wanted: wanted)
        conditions = status?.conditions ?? []
        let desired = status?.desiredReplicas ?? 0
        let isActive = conditions["ScalingActive"]?.holds
        // Without metrics the API writes 0, or leaves what it last wanted: neither is an intent. Right after the first
        // scaling (below the minimum, above the maximum) there is no ScalingActive condition yet, but the count is meant.
        let isKnown = isActive == true || (isActive == nil && desired > 0)
        desiredReplicas = isKnown ? desired : nil
        scaledTo = desired > 0 ? desired : nil
    }
}
