internal import Measurement

extension Prometheus {
    /// An expression to evaluate over a run's time, and what its values mean.
    public struct Query: Sendable, Equatable {
        /// The name of the series in ``PlatformMetrics``.
        public let series: String
        /// The expression in PromQL; `$step` in it stands for the time between two datapoints.
        public let expression: String
        /// The time between two datapoints.
        public let step: Duration
        /// Whether a datapoint counts what happened in the step before it, so that datapoints may be added up.
        public let countsPerStep: Bool
        /// Whether an expression without a single datapoint counts as zero.
        public let zeroWhenAbsent: Bool

        /// Creates a query; the expression has to yield a single series, so aggregate it with `sum(…)` or `max(…)`.
        ///
        /// - Parameters:
        ///   - step: not below the interval at which Prometheus scrapes.
        ///   - countsPerStep: whether a datapoint counts what happened in the step before it, as `increase(…[$step])` does.
        ///   - zeroWhenAbsent: whether an expression without a datapoint – *a misspelt one too* – is taken as zero; by default its figures are
        ///     missing and limits fail.
        public init(
            _ series: String, _ expression: String, step: Duration = .seconds(15), countsPerStep: Bool = false,
            zeroWhenAbsent: Bool = false
        ) {
            self.series = series
            self.expression = expression
            self.step = step
            self.countsPerStep = countsPerStep
            self.zeroWhenAbsent = zeroWhenAbsent
        }

        /// How much a counter, summed over all its series, grew.
        ///
        /// Prometheus extrapolates between scrapes, so that small growths aren't whole numbers; none is exactly zero.
        /// - Parameters:
        ///   - counter: a selector, such as `http_requests_total{code=~"5.."}`.
        ///   - step: at least twice the interval at which Prometheus scrapes, or there is nothing to subtract.
        public static func increase(
            _ series: String, of counter: String, step: Duration = .seconds(60), zeroWhenAbsent: Bool = false
        ) -> Query {
            Query(
                series, "sum(increase(\(counter)[$step]))", step: step, countsPerStep: true,
                zeroWhenAbsent: zeroWhenAbsent)
        }

        /// What Prometheus wouldn't accept.
        func faults(seconds: Double) -> [String] {
            var faults: [String] = []
            if series.isEmpty { faults.append("a query has no name for its series") }
            if expression.allSatisfy(\.isWhitespace) { faults.append("“\(series)” has no expression") }
            if step < .milliseconds(1) {
                faults.append("“\(series)” has a step of \(step.brief), where at least 1 ms is needed")
            } else if seconds / step.seconds > 11_000 {
                faults.append(
                    "“\(series)” has a step of \(step.brief), which makes more than 11,000 datapoints of \(Duration.seconds(seconds).brief); choose a longer one"
                )
            }
            return faults
        }
    }
}
