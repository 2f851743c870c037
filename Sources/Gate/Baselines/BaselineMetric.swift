import Foundation

/// One metric of a baseline: what is agreed, and what the accepted runs measured.
package struct BaselineMetric: Sendable, Equatable {
    /// What the accepted runs measured, the newest last.
    package enum Runs: Sendable, Equatable {
        /// One level a run, in the metric's unit.
        case levels([Double])
        /// One count of bad seconds a run.
        case counts([SecondCount])

        /// How many runs there are.
        package var count: Int {
            switch self {
            case .levels(let values): values.count
            case .counts(let values): values.count
            }
        }
    }

    /// What is agreed.
    package var terms: MetricTerms
    /// What the accepted runs measured.
    package var runs: Runs
    /// The standard deviation of the change between the launches of a pair, from paired runs; nothing before the first.
    package var pairDeviation: Double?

    /// Creates a metric of a baseline.
    package init(terms: MetricTerms, runs: Runs, pairDeviation: Double? = nil) {
        self.terms = terms
        self.runs = runs
        self.pairDeviation = pairDeviation
    }

    /// The geometric mean of the runs, or the share of bad seconds; nothing without a run.
    package var level: Double? {
        switch runs {
        case .levels(let values): return Moments.geometricMean(values)
        case .counts(let values):
            var sum = SecondCount()
            for value in values { sum += value }
            return sum.seconds > 0 ? sum.share : nil
        }
    }

    /// The standard deviation between the runs, as a logarithm; nothing for fewer than two runs.
    package var jobDeviation: Double? {
        guard case .levels(let values) = runs, values.count > 1, values.allSatisfy({ $0 > 0 }) else { return nil }
        return Moments(values.map { log($0) }).standardDeviation
    }
}
