import Foundation

/// What the blocks say about one metric, in their order.
package struct PairSeries: Sendable {
    /// The metric.
    package var metric: Metric

    /// What is agreed about it.
    package var terms: MetricTerms

    /// One pair a valid block.
    package var pairs: [Pair]

    /// Creates a series from its pairs.
    package init(metric: Metric, terms: MetricTerms, pairs: [Pair]) {
        self.metric = metric
        self.terms = terms
        self.pairs = pairs
    }

    /// The reasons for the pairs that are missing.
    package var reasons: [String] {
        pairs.compactMap { if case .missing(let reason) = $0 { reason } else { nil } }
    }

    /// Returns the geometric means of the two levels over the first blocks.
    package func levels(in count: Int) -> (base: Double, head: Double)? {
        var sums = (base: 0.0, head: 0.0)
        var pairsSeen = 0.0
        for case .change(_, let base, let head) in pairs.prefix(count) {
            sums.base += log(base)
            sums.head += log(head)
            pairsSeen += 1
        }
        guard pairsSeen > 0 else { return nil }
        return (exp(sums.base / pairsSeen), exp(sums.head / pairsSeen))
    }
}
