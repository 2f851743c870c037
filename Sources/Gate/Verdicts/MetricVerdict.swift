/// The verdict about one metric, with the sentence a reader gets and the numbers behind it.
package struct MetricVerdict: Sendable, Equatable, Codable {
    /// The metric's text, or the limit's.
    package var metric: String
    /// Whether the verdict counts for the suite's.
    package var isGated: Bool
    /// What the comparison came to.
    package var outcome: Outcome
    /// The verdict in words.
    package var sentence: String
    /// The numbers behind a verdict about a level.
    package var change: ChangeEvidence?
    /// The numbers behind a verdict about bad seconds.
    package var counts: CountEvidence?
    /// The numbers behind a verdict about an absolute limit.
    package var limit: LimitEvidence?

    /// Creates a verdict about a metric.
    package init(
        metric: String, isGated: Bool, outcome: Outcome, sentence: String, change: ChangeEvidence? = nil,
        counts: CountEvidence? = nil, limit: LimitEvidence? = nil
    ) {
        self.metric = metric
        self.isGated = isGated
        self.outcome = outcome
        self.sentence = sentence
        self.change = change
        self.counts = counts
        self.limit = limit
    }

    private enum CodingKeys: String, CodingKey {
        case metric, outcome, sentence, change, counts, limit
        case isGated = "gated"
    }
}
