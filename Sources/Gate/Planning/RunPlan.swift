/// Decides after each block whether to go on.
package struct RunPlan: Sendable, Equatable {
    /// What to do next.
    package enum Step: Sendable, Equatable {
        /// Measure the block of this number.
        case measure(Int)
        /// Stop: everything is decided, or nothing more may be measured.
        case stop
    }

    /// The most blocks measured, those that turn out invalid included.
    package var mostBlocks: Int

    /// The most blocks in a row that may be invalid before it is given up.
    package var mostInvalid = 6

    /// Creates a plan; a third more blocks than the looks need make up for invalid ones.
    package init(budget: ErrorBudget) { mostBlocks = budget.mostBlocks + budget.mostBlocks / 3 }

    /// Returns the next step after some blocks; each suite goes on until its own verdict stands.
    package func next(measured: Int, invalidInARow: Int, undecided: Bool) -> Step {
        guard undecided, measured < mostBlocks, invalidInARow < mostInvalid else { return .stop }
        return .measure(measured + 1)
    }
}
