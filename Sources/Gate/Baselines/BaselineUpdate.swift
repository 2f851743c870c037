/// Proposes a baseline from runs: what would be committed, and what changes by it.
package struct BaselineUpdate: Sendable {
    /// One line of the table that is shown before the file is written.
    package struct Row: Sendable, Equatable {
        /// The metric.
        package var metric: Metric
        /// The level before; nothing for a new metric.
        package var old: Double?
        /// The level after; nothing for a removed metric.
        package var new: Double?
        /// What the runs are against the baseline.
        package var verdict: String
    }

    /// The baseline as it would be.
    package let baseline: Baseline
    /// What changes.
    package let rows: [Row]
    /// Why nothing may be written unless it is forced.
    package let refusals: [String]

    /// Creates the proposal of runs of one suite, which all ran the same workload on the same class of machine.
    ///
    /// - Precondition: at least one run.
    package init(current: Baseline?, runs: [CandidateRun], suite: String) {
        let draft = BaselineDraft(current: current, runs: runs, suite: suite)
        baseline = draft.baseline
        rows = draft.rows
        refusals = draft.refusals
    }
}
