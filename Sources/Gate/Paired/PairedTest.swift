import Foundation

/// The group-sequential test of paired blocks.
///
/// At each look every metric is tested one-sided against its tolerance, with Holm's correction over the metrics and a
/// share of the error budget that depends on the look. The union bound over looks and metrics holds whatever their
/// dependence: P(fail | all changes tolerated) ≤ α, P(pass | a change ≥ its margin) ≤ β.
package struct PairedTest: Sendable {
    /// The share of the blocks that must have a value of a metric before it can pass.
    static let wholeShare = 0.9

    /// How often the test may be wrong.
    package let budget: ErrorBudget

    /// Creates a test with an error budget.
    package init(budget: ErrorBudget = .usual) { self.budget = budget }

    /// Returns what the blocks decide, replaying the looks in their order and stopping at the first decisive one.
    ///
    /// Each series holds one pair a valid block. Only the first blocks up to a look enter it, so that going on with an
    /// interrupted run, or measuring a block too many, can't change a decision.
    package func decide(_ series: [PairSeries]) -> Decision {
        let blocks = series.map(\.pairs.count).min() ?? 0
        var decision = Decision(outcome: .inconclusive, blocks: 0, nextLook: budget.fewestBlocks, findings: [])
        for (index, look) in budget.looks.enumerated() where look.blocks <= blocks {
            let findings = findings(at: look, series)
            let next = index + 1 < budget.looks.count ? budget.looks[index + 1].blocks : nil
            let outcome = Self.outcome(of: findings, series)
            decision = Decision(
                outcome: outcome, blocks: look.blocks, nextLook: outcome == .inconclusive ? next : nil,
                findings: findings)
            if outcome != .inconclusive { break }
        }
        return decision
    }

    /// Returns the findings over the first blocks of each series.
    private func findings(at look: ErrorBudget.Look, _ series: [PairSeries]) -> [Finding] {
        let gated = series.indices.filter { series[$0].terms.isGated }
        let level = budget.alpha * look.weight
        var quantiles = LookQuantiles(
            lower: level / Double(max(1, gated.count)), upper: budget.beta * look.weight)
        var findings = series.map { one in
            one.metric.isCount
                ? CountTest(one, blocks: look.blocks).finding(level: budget.beta * look.weight)
                : finding(one, blocks: look.blocks, &quantiles)
        }
        // A metric without enough pairs stays a member of the family: its absence may not make the others' test easier.
        for (index, isRejected) in zip(gated, Holm.rejections(gated.map { findings[$0].pValue }, level: level)) {
            findings[index].isRegression = isRejected
        }
        let improved = Holm.rejections(gated.map { findings[$0].improvementPValue }, level: level)
        for (index, isRejected) in zip(gated, improved) { findings[index].isImprovement = isRejected }
        // An advisory metric is held to what it would take as one more member of the family.
        for index in series.indices where !series[index].terms.isGated {
            let single = level / Double(gated.count + 1)
            findings[index].isRegression = findings[index].pValue <= single
            findings[index].isImprovement = findings[index].improvementPValue <= single
        }
        return findings
    }

    /// Returns the finding about one level.
    private func finding(_ series: PairSeries, blocks: Int, _ quantiles: inout LookQuantiles) -> Finding {
        var changes: [Double] = []
        changes.reserveCapacity(blocks)
        for case .change(let change, _, _) in series.pairs.prefix(blocks) { changes.append(change) }
        // Without pairs in most of the blocks the rest isn't a sample of the build any more.
        guard changes.count >= budget.fewestBlocks, changes.count > 1, 2 * changes.count > blocks else {
            return .unknown(pairs: changes.count)
        }
        // Nor does a pass rest on chosen blocks: a head that is too slow to be measured in some looks quick in the others.
        let isWhole = Double(changes.count) >= Self.wholeShare * Double(blocks)
        let moments = Moments(changes)
        let (mean, error, terms) = (moments.mean, moments.standardError, series.terms)
        let t = StudentT(degreesOfFreedom: Double(changes.count - 1))
        let tails = quantiles.values(for: t)
        func upperTail(_ distance: Double) -> Double {
            // Identical values: the mean is what it is.
            error > 0 ? t.upperTail(distance / error) : (distance > 0 ? 0 : 1)
        }
        let upper = mean + tails.upper * error
        return Finding(
            pairs: changes.count, mean: mean, standardDeviation: moments.standardDeviation,
            pValue: upperTail(mean - terms.tolerance), improvementPValue: upperTail(-mean - terms.tolerance),
            lower: mean - tails.lower * error, upper: upper, isCleared: isWhole && upper < terms.margin)
    }

    /// Returns what the findings of the gated metrics come to.
    private static func outcome(of findings: [Finding], _ series: [PairSeries]) -> Outcome {
        let gated = zip(findings, series).filter { $0.1.terms.isGated }.map(\.0)
        if gated.isEmpty { return .inconclusive }
        if gated.contains(where: \.isRegression) { return .fail }
        guard gated.allSatisfy(\.isCleared) else { return .inconclusive }
        return gated.contains(where: \.isImprovement) ? .improved : .pass
    }
}

/// The quantiles of one look, computed once for all metrics with the same number of pairs.
private struct LookQuantiles {
    /// The tail probability of a lower bound.
    let lower: Double

    /// The tail probability of an upper bound.
    let upper: Double

    private var known: [Double: (lower: Double, upper: Double)] = [:]

    init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    mutating func values(for t: StudentT) -> (lower: Double, upper: Double) {
        if let values = known[t.degreesOfFreedom] { return values }
        let values = (t.quantile(upperTail: lower), t.quantile(upperTail: upper))
        known[t.degreesOfFreedom] = values
        return values
    }
}
