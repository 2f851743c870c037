package import Measurement

/// What became of a run.
package struct RunOutcome: Sendable {
    /// All that was measured.
    package let totals: RunTotals
    /// How long it took, from the first user to the last.
    package let duration: Duration
    /// Why it ended.
    package let reason: StopReason
    /// Why its figures can't be believed, beside what the totals show.
    package let invalid: [InvalidReason]
}
