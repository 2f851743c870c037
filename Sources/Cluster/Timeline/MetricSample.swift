/// A metric as the autoscaler read it at a time, against its target.
public struct MetricSample: Sendable, Hashable {
    /// When it was read, since the timeline's zero.
    public var at: Duration
    /// What it read; nil while the value is unknown.
    public var reading: MetricReading?
    /// What it is held to.
    public var metric: ScalingMetric
    /// The replicas the autoscaler's own formula asks for, over all its metrics; nil while they are unknown.
    public var asked: Int?
}

/// A look of the autoscaler at its metrics, on the calendar clock.
package struct MetricRecord: Sendable, Hashable {
    /// When it looked.
    package var at: WallTime
    /// The replicas it saw.
    package var current: Int?
    /// What it read; none while the values are unknown.
    package var readings: [MetricReading]
    /// What the metrics are held to.
    package var metrics: [ScalingMetric]
    /// The fewest and the most replicas it may set.
    package var bounds: ClosedRange<Int>
    /// How far a metric may miss its target without any change.
    package var tolerance = ScalingFormula.Tolerance()
    /// Why it doesn't know its metrics; nil when it does.
    package var trouble: String?

    /// The replicas its own formula asks for.
    package var asked: Int? {
        guard let current else { return nil }
        let ratios = metrics.compactMap { metric in
            readings.first { $0.name == metric.name }?.ratio(to: metric)
        }
        return ScalingFormula.replicas(
            current: current, ratios: ratios, minimum: bounds.lowerBound, maximum: bounds.upperBound,
            tolerance: tolerance)
    }

    /// The readings against their targets, as text.
    package var text: String {
        metrics.map { metric in
            let reading = readings.first { $0.name == metric.name }
            return "\(metric.name) \(reading?.text(heldTo: metric) ?? "unknown") (target \(metric.targetText))"
        }.joined(separator: ", ")
    }
}
