import Foundation

/// One cell of the table of error rates: a noise and an injected change, and how the gate judged the trials.
package struct SimulationCell: Sendable, Equatable {
    /// The noise from job to job.
    package var jobNoise: Double
    /// What was different about the head.
    package var change: InjectedChange
    /// How many trials there were.
    package var trials = 0
    /// How many of them failed.
    package var fails = 0
    /// How many passed or improved.
    package var passes = 0
    /// How many were inconclusive after all blocks.
    package var inconclusive = 0
    /// The blocks measured over all trials.
    package var blocks = 0

    /// Creates an empty cell.
    package init(jobNoise: Double, change: InjectedChange) {
        self.jobNoise = jobNoise
        self.change = change
    }

    /// The share of trials that failed.
    package var failRate: Double { Double(fails) / Double(max(1, trials)) }

    /// The share of trials that passed.
    package var passRate: Double { Double(passes) / Double(max(1, trials)) }

    /// The share of trials that were inconclusive.
    package var inconclusiveRate: Double { Double(inconclusive) / Double(max(1, trials)) }

    /// The mean number of blocks until the verdict.
    package var meanBlocks: Double { Double(blocks) / Double(max(1, trials)) }

    /// The exact 95 % bounds on the share of fails.
    package var failBounds: (lower: Double, upper: Double) {
        (
            ClopperPearson.lowerBound(successes: fails, trials: trials, confidence: 0.975),
            ClopperPearson.upperBound(successes: fails, trials: trials, confidence: 0.975)
        )
    }

    /// Counts a trial.
    mutating func count(_ decision: Decision) {
        trials += 1
        blocks += decision.blocks
        switch decision.outcome {
        case .fail: fails += 1
        case .pass, .improved: passes += 1
        case .inconclusive: inconclusive += 1
        }
    }

    /// Adds the trials of another part of the same cell.
    mutating func add(_ other: SimulationCell) {
        trials += other.trials
        fails += other.fails
        passes += other.passes
        inconclusive += other.inconclusive
        blocks += other.blocks
    }
}
