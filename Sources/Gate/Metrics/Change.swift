import Foundation

/// A change of a metric in logarithms, signed so that more is worse.
///
/// Logarithms make a change by a factor symmetric: twice as slow and half as slow cancel.
package struct Change: Sendable, Equatable, Comparable {
    /// The logarithm of the factor by which the metric got worse.
    package var logarithm: Double

    /// Creates a change from its logarithm.
    package init(logarithm: Double) { self.logarithm = logarithm }

    /// Returns the change from one level to another; nothing unless both are positive and finite.
    package init?(from base: Double, to head: Double, of metric: Metric) {
        guard base > 0, head > 0, base.isFinite, head.isFinite else { return nil }
        let ratio = log(head / base)
        guard ratio.isFinite else { return nil }
        logarithm = metric.isBetterWhenLarger ? -ratio : ratio
    }

    package static func < (left: Change, right: Change) -> Bool { left.logarithm < right.logarithm }

    /// Returns the change as a share of the metric's own value: −0.05 for five percent less throughput.
    package func share(of metric: Metric) -> Double { expm1(metric.isBetterWhenLarger ? -logarithm : logarithm) }

    /// Returns the change as signed percent of the metric's own value, "+12.3 %".
    package func text(for metric: Metric) -> String { Percent.signed(share(of: metric)) }
}
