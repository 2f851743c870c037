/// The verdict about one suite: what goes into verdict.json and into every report.
package struct Verdict: Sendable, Equatable, Codable {
    /// How the two builds were compared.
    package enum Mode: String, Sendable, Codable {
        /// Both builds measured in one job, in blocks.
        case paired
        /// A run against the committed baseline.
        case committed
        /// The flagged metrics of an earlier verdict, measured again elsewhere.
        case confirmation
    }

    /// The schema this version writes.
    package static let currentSchema = 1

    /// The schema of the file.
    package var schema = currentSchema
    /// The suite.
    package var suite: String
    /// How it was judged.
    package var mode: Mode
    /// What it came to.
    package var outcome: Outcome
    /// Whether a failure still needs a second machine's word.
    package var isProvisional = false
    /// The blocks, or the runs, that entered.
    package var blocks = 0
    /// Why the measurement is invalid; an invalid one is never a pass.
    package var faults: [String] = []
    /// What is missing or doesn't fit between the measurement and the contract; code 5.
    package var mismatches: [String] = []
    /// Why the load test itself failed, whatever the comparison says; code 4.
    package var testFailures: [String] = []
    /// What a reader should know beside the verdict.
    package var notices: [String] = []
    /// The verdicts by metric, the worst first.
    package var metrics: [MetricVerdict] = []
    /// What was compared, in words: a side and its command, URL or file.
    package var compared: [String: String] = [:]

    /// Creates a verdict.
    package init(suite: String, mode: Mode, outcome: Outcome) {
        self.suite = suite
        self.mode = mode
        self.outcome = outcome
    }

    private enum CodingKeys: String, CodingKey {
        case schema, suite, mode, outcome, blocks, faults, mismatches, notices, metrics, compared
        case isProvisional = "provisional"
        case testFailures = "test_failures"
    }

    /// The gated metrics with an outcome.
    package func gated(_ outcome: Outcome) -> [MetricVerdict] { metrics.filter { $0.isGated && $0.outcome == outcome } }
}
