/// What is committed about a suite on one class of runners: the contract, and the last accepted runs.
package struct Baseline: Sendable, Equatable {
    /// The schema this version writes.
    ///
    /// An older schema is migrated when it is read, one step at a time; a newer one is refused.
    package static let currentSchema = 1

    /// The most runs a metric keeps; older ones make room.
    package static let mostRuns = 20

    /// The suite.
    package var suite: String
    /// The class of runners it was measured on.
    package var runnerClass: String
    /// The workload's hash.
    package var workload: String
    /// The release that nightly runs are compared with.
    package var anchor: String?
    /// The facts about the machine that have to be equal, by name.
    package var fingerprint: [String: String]
    /// The metrics.
    package var metrics: [Metric: BaselineMetric]
    /// The regressions that were intended, the newest last.
    package var accepted: [AcceptedRegression]

    /// Creates a baseline.
    package init(
        suite: String, runnerClass: String, workload: String, anchor: String? = nil, fingerprint: [String: String],
        metrics: [Metric: BaselineMetric] = [:], accepted: [AcceptedRegression] = []
    ) {
        self.suite = suite
        self.runnerClass = runnerClass
        self.workload = workload
        self.anchor = anchor
        self.fingerprint = fingerprint
        self.metrics = metrics
        self.accepted = accepted
    }

    /// What is agreed about the metrics.
    package var contract: Contract { Contract(terms: metrics.mapValues(\.terms)) }

    /// The number of runs behind it.
    package var runs: Int { metrics.values.map(\.runs.count).max() ?? 0 }
}
