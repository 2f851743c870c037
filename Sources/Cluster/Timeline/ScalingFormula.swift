/// The HPA's own arithmetic: how many replicas its metrics ask for.
///
/// Source: Kubernetes, “Horizontal Pod Autoscaling”, algorithm details: desired = ceil(current × value ÷ target), left
/// alone while the ratio is within the tolerance of one, the largest over all metrics, then held between the bounds.
package enum ScalingFormula {
    /// The shares by which a metric may miss its target without any change: a tenth, unless the HPA says otherwise, which it
    /// may since Kubernetes 1.33, for each direction.
    package struct Tolerance: Sendable, Hashable {
        /// Above the target.
        package var up = 0.1
        /// Below it.
        package var down = 0.1

        /// A tenth in both directions.
        package init() {}

        /// Whether a metric's value over its target is left alone.
        func covers(_ ratio: Double) -> Bool {
            ratio > 1 ? ratio - 1 <= up : 1 - ratio <= down
        }
    }

    /// Computes the replicas that metrics ask for; nil when none of them is known.
    ///
    /// - Parameters:
    ///   - current: the replicas the metrics were read over.
    ///   - ratios: each metric's value over its target.
    package static func replicas(
        current: Int, ratios: [Double], minimum: Int, maximum: Int, tolerance: Tolerance = Tolerance()
    ) -> Int? {
        let wanted = ratios.map { ratio in
            // A metric may be anything; the bounds of the HPA are narrower than these.
            tolerance.covers(ratio) ? current : Int((Double(current) * ratio).rounded(.up).clamped(to: -1e9...1e9))
        }
        return wanted.max().map { Swift.min(maximum, Swift.max(minimum, $0)) }
    }
}

extension Double {
    /// The nearest number in a range.
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
    }
}
