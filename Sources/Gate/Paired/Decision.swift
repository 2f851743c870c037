/// The state of a paired comparison after some blocks, in numbers.
package struct Decision: Sendable, Equatable {
    /// What is decided; inconclusive while looks are left.
    package var outcome: Outcome

    /// The valid blocks that entered the last look; zero before the first.
    package var blocks: Int

    /// The blocks after which the test looks again; nothing when it is over.
    package var nextLook: Int?

    /// The findings of the last look, in the order of the series.
    package var findings: [Finding]

    /// Creates a decision.
    package init(outcome: Outcome, blocks: Int, nextLook: Int?, findings: [Finding]) {
        self.outcome = outcome
        self.blocks = blocks
        self.nextLook = nextLook
        self.findings = findings
    }
}
