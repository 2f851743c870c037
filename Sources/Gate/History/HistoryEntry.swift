package import Foundation
internal import Results

/// One judged run, as the history keeps it.
package struct HistoryEntry: Sendable, Equatable {
    /// A metric's value in the run, in the metric's unit; the share of bad seconds for a count.
    package struct Value: Sendable, Equatable {
        /// The metric.
        package var metric: Metric
        /// The value.
        package var value: Double

        /// Creates a value.
        package init(metric: Metric, value: Double) {
            self.metric = metric
            self.value = value
        }
    }

    /// The run's name; the same run judged again replaces what was kept of it.
    package var id: String
    /// When it ran.
    package var moment: Date
    /// The suite.
    package var suite: String
    /// How it was judged.
    package var mode: Verdict.Mode
    /// What that came to.
    package var outcome: Outcome
    /// Whether its figures can be believed; invalid runs are kept and not drawn.
    package var isValid: Bool
    /// The class of runners it ran on.
    package var runnerClass: String
    /// The workload's hash.
    package var workload: String
    /// The commit it measured, where that is known.
    package var commit: String?
    /// The values.
    package var values: [Value]

    /// Creates an entry.
    package init(
        id: String, moment: Date, suite: String, mode: Verdict.Mode, outcome: Outcome, isValid: Bool = true,
        runnerClass: String, workload: String, commit: String? = nil, values: [Value]
    ) {
        self.id = id
        self.moment = moment
        self.suite = suite
        self.mode = mode
        self.outcome = outcome
        self.isValid = isValid
        self.runnerClass = runnerClass
        self.workload = workload
        self.commit = commit
        self.values = values
    }

    /// Creates the entry of a run that was held against a baseline.
    package init(_ run: CandidateRun, judged verdict: Verdict) {
        self.init(
            id: URL(fileURLWithPath: run.path).lastPathComponent, moment: run.started,
            suite: CandidateRun.suiteName(suite: run.suite, test: run.test), mode: verdict.mode,
            outcome: verdict.outcome, isValid: run.repetition.faults.isEmpty,
            runnerClass: run.fingerprint.runnerClass, workload: run.workload, commit: run.commit,
            values: run.repetition.readings.sorted { $0.key < $1.key }.compactMap { metric, reading in
                reading.plain.map { Value(metric: metric, value: $0) }
            })
    }
}

extension Reading {
    /// The value as one number: the level, or the share of bad seconds; nothing where none was measured.
    var plain: Double? {
        switch self {
        case .level(let level, _): level.isFinite ? level : nil
        case .count(let count): count.isPossible ? count.share : nil
        case .missing: nil
        }
    }
}
