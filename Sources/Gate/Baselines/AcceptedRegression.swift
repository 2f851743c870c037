/// A regression that was intended, with the reason why.
package struct AcceptedRegression: Sendable, Equatable {
    /// The most that a baseline keeps.
    package static let most = 20

    /// The metric that got worse; no other is excused.
    package var metric: Metric
    /// The share by which it may be worse than the baseline, above zero: 0.12 for twelve percent.
    package var upTo: Double
    /// Why it was intended.
    package var why: String
    /// The commit that brought it.
    package var commit: String?

    /// Creates an accepted regression.
    package init(metric: Metric, upTo: Double, why: String, commit: String? = nil) {
        self.metric = metric
        self.upTo = upTo
        self.why = why
        self.commit = commit
    }

    /// The shares that can be accepted of a metric: a throughput can't fall by all of it, nor can more than all seconds be bad.
    package static func possible(for metric: Metric) -> ClosedRange<Double> {
        metric.isBetterWhenLarger ? 0...0.99 : metric.isCount ? 0...1 : 0...1000
    }

    /// The worst change that is excused.
    package var bound: Change? { MetricTerms.change(worseBy: upTo, metric: metric) }
}

extension MetricTerms {
    /// Returns the change of a metric that is worse by a share of its own value.
    static func change(worseBy share: Double, metric: Metric) -> Change? {
        metric.isBetterWhenLarger
            ? Change(from: 1, to: 1 - share, of: metric) : Change(from: 1, to: 1 + share, of: metric)
    }
}
