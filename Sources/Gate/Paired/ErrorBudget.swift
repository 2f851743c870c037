/// How often a verdict may be wrong, and how that is spread over the looks.
package struct ErrorBudget: Sendable, Equatable {
    /// One look at the data: after how many blocks, and with which share of the budget.
    package struct Look: Sendable, Equatable {
        /// The number of valid blocks.
        package let blocks: Int

        /// The share of α and β that may be spent here; the shares add up to at most one.
        package let weight: Double
    }

    /// The probability that a suite whose changes are all tolerated fails.
    package let alpha: Double

    /// The probability that a metric whose change reaches its margin passes.
    package let beta: Double

    /// The looks in their order.
    package let looks: [Look]

    /// Creates a budget; the looks grow in blocks, and their weights add up to one.
    package init(alpha: Double, beta: Double, looks: [(blocks: Int, weight: Double)]) {
        precondition(!looks.isEmpty && zip(looks, looks.dropFirst()).allSatisfy { $0.blocks < $1.blocks })
        precondition(looks.reduce(0) { $0 + $1.weight } <= 1.000_000_1, "the weights of the looks exceed one")
        self.alpha = alpha
        self.beta = beta
        self.looks = looks.map { Look(blocks: $0.blocks, weight: $0.weight) }
    }

    /// The budget of a merge gate: 1 % false fails, 5 % misses, looks after 6, 10, 14 and 20 blocks.
    package static let usual = ErrorBudget(
        alpha: 0.01, beta: 0.05, looks: [(6, 0.1), (10, 0.2), (14, 0.3), (20, 0.4)])

    /// The budget that confirms a provisional failure: 5 % for each flagged metric, one look after ten blocks.
    package static let confirmation = ErrorBudget(alpha: 0.05, beta: 0.05, looks: [(10, 1)])

    /// The fewest blocks that can be judged.
    package var fewestBlocks: Int { looks[0].blocks }

    /// The most blocks that are measured.
    package var mostBlocks: Int { looks[looks.count - 1].blocks }
}
