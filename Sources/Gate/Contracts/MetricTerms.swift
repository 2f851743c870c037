import Foundation

/// What is agreed about one metric: which change is tolerated, which must be found, and whether it gates.
package struct MetricTerms: Sendable, Equatable {
    /// The change up to which a build counts as unchanged, as a logarithm; a share of the seconds for a count.
    package var tolerance: Double

    /// The change that must be found, as a logarithm; unused for a count.
    package var margin: Double

    /// Whether a regression of the metric fails the suite; otherwise it is only reported.
    package var isGated: Bool

    /// Creates the terms of a metric.
    package init(tolerance: Double, margin: Double, isGated: Bool = true) {
        self.tolerance = tolerance
        self.margin = margin
        self.isGated = isGated
    }

    /// Returns the terms a metric has when nobody said otherwise.
    ///
    /// A tolerance of a fifth of the margin: +10 % of the median, +15 % of p95w, +20 % of p99w and −5 % of the
    /// throughput must be found; 0.05 percentage points of bad seconds are tolerated.
    package static func usual(for kind: Metric.Kind) -> MetricTerms {
        let margin: Double
        switch kind {
        case .p50, .seconds: margin = log(1.10)
        case .p95w: margin = log(1.15)
        case .p99w: margin = log(1.20)
        case .throughput: margin = -log(0.95)
        case .badSeconds: return MetricTerms(tolerance: 0.0005, margin: 0)
        }
        return MetricTerms(tolerance: margin / 5, margin: margin)
    }
}
