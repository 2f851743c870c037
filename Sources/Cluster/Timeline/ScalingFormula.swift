/// The HPA's own arithmetic: how many replicas its metrics ask for.
///
/// Source: Kubernetes, “Horizontal Pod Autoscaling”, algorithm details: desired = ceil(current × value ÷ target), left
/// alone while the ratio is within the tolerance of one, the largest over all metrics, then held between the bounds.
package enum ScalingFormula {
    /// The share by which a metric may miss its target without any change.
    package static let tolerance = 0.1

    /// Computes the replicas that metrics ask for; nil when none of them is known.
    ///
    /// - Parameters:
    ///   - current: the replicas the metrics were read over.
    ///   - ratios: each metric's value over its target.
    package static func replicas(
        current: Int, ratios: [Double], minimum: Int, maximum: Int, tolerance: Double = Self.tolerance
    ) -> Int? {
        let wanted = ratios.map { ratio in
            abs(ratio - 1) <= tolerance ? current : Int((Double(current) * ratio).rounded(.up))
        }
        return wanted.max().map { Swift.min(maximum, Swift.max(minimum, $0)) }
    }
}
