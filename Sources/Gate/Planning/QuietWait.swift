/// Decides before each block whether to wait for a quieter moment of the generator's machine.
///
/// A block that the machine disturbed is left out, so measuring on at once burns blocks: what disturbs it, mostly other machines of the same
/// host, comes and goes in minutes. After a first disturbed block the machine has to look quiet once; after each further one in a row twice as often
/// in a row, as it looked quiet before those as well. All waiting of a gate together is bounded.
package struct QuietWait: Sendable, Equatable {
    /// What to do next.
    package enum Step: Sendable, Equatable {
        /// Measure the next block.
        case measure
        /// Look at the machine once more, with so much patience left.
        case look(left: Duration)
        /// Measure the next block although the machine isn't quiet: the patience is over.
        case stopWaiting
    }

    /// The most quiet looks in a row that are asked for.
    package static let mostLooks = 8

    /// How long a gate may wait, all its waits together; zero never waits.
    package let patience: Duration
    /// The worst that was seen while it waited; nothing when it never did.
    package private(set) var worst: MachineSight?

    private enum State: Sendable, Equatable {
        /// The last block was undisturbed, or has been waited for.
        case ready
        /// The last block was disturbed, and the machine hasn't been looked at.
        case disturbed
        /// It is being looked at since a moment, and was quiet so often in a row.
        case waiting(since: Duration, quiet: Int)
    }

    private var state = State.ready
    private var disturbedInARow = 0
    private var waitedBefore = Duration.zero

    /// Creates a wait for a whole gate.
    package init(patience: Duration) { self.patience = patience }

    /// How often in a row the machine has to look quiet before the next block.
    private var looks: Int { min(Self.mostLooks, 1 << min(disturbedInARow - 1, 8)) }

    /// Notes whether the machine disturbed the block that was measured last.
    package mutating func blockEnded(isDisturbed: Bool) {
        disturbedInARow = isDisturbed ? disturbedInARow + 1 : 0
        state = isDisturbed ? .disturbed : .ready
    }

    /// Returns what to do before the next block.
    ///
    /// - Parameter moment: of a clock that only goes forward.
    package mutating func blockWanted(at moment: Duration) -> Step {
        guard state == .disturbed, waitedBefore < patience else { return .measure }
        state = .waiting(since: moment, quiet: 0)
        return .look(left: patience - waitedBefore)
    }

    /// Notes what a look that ended at a moment showed, and returns what to do next.
    package mutating func looked(_ sight: MachineSight, at moment: Duration) -> Step {
        guard case .waiting(let since, let quiet) = state else {
            preconditionFailure("the machine was looked at while nothing waited for it: \(state)")
        }
        worst = worst?.merged(with: sight) ?? sight
        let quietNow = sight.isQuiet ? quiet + 1 : 0
        let all = waited(at: moment)
        if quietNow >= looks {
            (state, waitedBefore) = (.ready, all)
            return .measure
        }
        if all >= patience {
            (state, waitedBefore) = (.ready, all)
            return .stopWaiting
        }
        state = .waiting(since: since, quiet: quietNow)
        return .look(left: patience - all)
    }

    /// Returns how long a gate has waited until a moment.
    package func waited(at moment: Duration) -> Duration {
        guard case .waiting(let since, _) = state else { return waitedBefore }
        return waitedBefore + max(.zero, moment - since)
    }
}
