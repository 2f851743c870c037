package import Foundation

/// The values of one metric over the runs of one suite that can be compared: the same runners and the same workload.
package struct HistorySeries: Sendable, Equatable {
    /// One run's value.
    package struct Point: Sendable, Equatable {
        /// The run's name.
        package var run: String
        /// When it ran.
        package var moment: Date
        /// The commit it measured, where that is known.
        package var commit: String?
        /// The value, in the metric's unit.
        package var value: Double

        /// Creates a point.
        package init(run: String, moment: Date, commit: String? = nil, value: Double) {
            self.run = run
            self.moment = moment
            self.commit = commit
            self.value = value
        }
    }

    /// The metric.
    package var metric: Metric
    /// The suite.
    package var suite: String
    /// The class of runners.
    package var runnerClass: String
    /// The workload's hash.
    package var workload: String
    /// The runs, the oldest first.
    package var points: [Point]

    /// Creates a series.
    package init(metric: Metric, suite: String, runnerClass: String, workload: String, points: [Point]) {
        self.metric = metric
        self.suite = suite
        self.runnerClass = runnerClass
        self.workload = workload
        self.points = points
    }
}
