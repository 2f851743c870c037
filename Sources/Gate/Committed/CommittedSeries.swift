/// What the committed runs and the candidate's say about one metric.
package struct CommittedSeries: Sendable, Equatable {
    /// The readings of both.
    package enum Values: Sendable, Equatable {
        /// One level a run.
        case levels(committed: [Double], candidate: [Double])
        /// One count a run.
        case counts(committed: [SecondCount], candidate: [SecondCount])
        /// No comparison, and why.
        case missing(String)
    }

    /// The metric.
    package var metric: Metric

    /// What is agreed about it.
    package var terms: MetricTerms

    /// The readings.
    package var values: Values

    /// The worst accepted change, beyond which a regression isn't excused; nothing without an accepted regression. Of a count, the
    /// share of bad seconds beyond the baseline's.
    package var acceptedUpTo: Change?

    /// Creates a series.
    package init(metric: Metric, terms: MetricTerms, values: Values, acceptedUpTo: Change? = nil) {
        self.metric = metric
        self.terms = terms
        self.values = values
        self.acceptedUpTo = acceptedUpTo
    }
}
