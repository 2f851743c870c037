/// What a paired comparison can see at a given noise.
package struct Power: Sendable {
    /// The largest number of blocks worth naming.
    package static let mostBlocks = 2000

    private let budget: ErrorBudget
    private let gated: Int
    private let terms: MetricTerms
    private let standardDeviation: Double

    /// Creates the power of a test for one metric, from the standard deviation of its change between blocks.
    package init(budget: ErrorBudget, gated: Int, terms: MetricTerms, standardDeviation: Double) {
        self.budget = budget
        self.gated = max(1, gated)
        self.terms = terms
        self.standardDeviation = standardDeviation
    }

    /// Returns the change, as a logarithm, that so many blocks find 95 times in 100; nothing for fewer than two blocks.
    package func minimumDetectable(blocks: Int) -> Double? {
        guard blocks > 1, standardDeviation.isFinite else { return nil }
        let t = StudentT(degreesOfFreedom: Double(blocks - 1))
        let reach = t.quantile(upperTail: budget.alpha / Double(gated)) + t.quantile(upperTail: budget.beta)
        return terms.tolerance + reach * standardDeviation / Double(blocks).squareRoot()
    }

    /// The fewest blocks that find the margin's change 95 times in 100; nothing if no feasible number does.
    package var blocksNeeded: Int? {
        guard let most = minimumDetectable(blocks: Self.mostBlocks), most <= terms.margin else { return nil }
        var (low, high) = (budget.fewestBlocks, Self.mostBlocks)
        while low < high {
            let middle = (low + high) / 2
            if minimumDetectable(blocks: middle) ?? .infinity <= terms.margin {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
