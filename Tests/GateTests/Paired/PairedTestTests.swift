import Foundation
import Testing

@testable import Gate

@Suite struct PairedTestTests {
    private let p50 = Metric(.p50, of: "GET /")
    private let p99w = Metric(.p99w, of: "GET /")

    /// Changes around a mean with a small, seeded spread.
    private func series(
        _ metric: Metric, mean: Double, spread: Double = 0.01, blocks: Int = 20, gated: Bool = true, seed: UInt64 = 1
    ) -> PairSeries {
        var random = SimulationGenerator(seed: seed, stream: 0)
        var terms = MetricTerms.usual(for: metric.kind)
        terms.isGated = gated
        let pairs = (0..<blocks).map { _ in
            let change = mean + spread * random.normal()
            return Pair.change(change, base: 1e6, head: 1e6 * exp(change))
        }
        return PairSeries(metric: metric, terms: terms, pairs: pairs)
    }

    private func counts(_ base: [Int], _ head: [Int]) -> PairSeries {
        PairSeries(
            metric: Metric(.badSeconds), terms: .usual(for: .badSeconds),
            pairs: zip(base, head).map {
                .counts(base: SecondCount(bad: $0, of: 30), head: SecondCount(bad: $1, of: 30))
            })
    }

    @Test func noDecisionBeforeTheFirstLook() {
        let decision = PairedTest().decide([series(p50, mean: 0.5, blocks: 5)])
        #expect(decision == Decision(outcome: .inconclusive, blocks: 0, nextLook: 6, findings: []))
    }

    @Test func aClearRegressionFailsAtTheFirstLook() {
        let decision = PairedTest().decide([series(p50, mean: 0.2), series(p99w, mean: 0, seed: 2)])
        #expect(decision.outcome == .fail)
        #expect(decision.blocks == 6)
        #expect(decision.nextLook == nil)
        #expect(decision.findings.map(\.isRegression) == [true, false])
    }

    @Test func aQuietUnchangedBuildPassesAtTheFirstLook() {
        let decision = PairedTest().decide([series(p50, mean: 0), series(p99w, mean: 0, seed: 2)])
        #expect(decision.outcome == .pass)
        #expect(decision.blocks == 6)
    }

    @Test func aClearImprovementIsNamed() {
        let decision = PairedTest().decide([series(p50, mean: -0.2), series(p99w, mean: 0, seed: 2)])
        #expect(decision.outcome == .improved)
        #expect(decision.findings.map(\.isImprovement) == [true, false])
    }

    @Test func aNoisyBuildNeedsMoreBlocksAndStaysInconclusive() {
        let six = PairedTest().decide([series(p50, mean: 0.05, spread: 0.2, blocks: 6)])
        #expect(six.outcome == .inconclusive)
        #expect(six.nextLook == 10)
        let all = PairedTest().decide([series(p50, mean: 0.05, spread: 0.2)])
        #expect(all.outcome == .inconclusive)
        #expect(all.nextLook == nil)
        #expect(all.blocks == 20)
    }

    @Test func aBlockTooManyChangesNoDecision() {
        let long = series(p50, mean: 0.2)
        var short = long
        short.pairs = Array(long.pairs.prefix(9))
        #expect(PairedTest().decide([short]) == PairedTest().decide([long]))
    }

    @Test func theTestAgreesWithTheFormulaOfTheMethod() throws {
        let changes = [0.021, 0.043, -0.012, 0.034, 0.058, 0.007]
        let series = PairSeries(
            metric: p50, terms: .usual(for: .p50), pairs: changes.map { .change($0, base: 1, head: exp($0)) })
        let finding = try #require(PairedTest().decide([series]).findings.first)
        // By SciPy: ttest_1samp(d, ln(1.1)/5, alternative="greater"), and the one-sided bounds at 0.001 and 0.005.
        expectClose(finding.mean, 0.02516666666666667, "mean")
        expectClose(finding.pValue, PValue.expected, "p")
        expectClose(finding.lower, PValue.lower, "lower bound")
        expectClose(finding.upper, PValue.upper, "upper bound")
    }

    @Test func identicalValuesAreJudgedWithoutDividingByZero() {
        func same(_ change: Double) -> [PairSeries] { [series(p50, mean: change, spread: 0)] }
        #expect(PairedTest().decide(same(0)).outcome == .pass)
        #expect(PairedTest().decide(same(0.2)).outcome == .fail)
        #expect(PairedTest().decide(same(-0.2)).outcome == .improved)
    }

    @Test func aMetricWithoutPairsNeitherPassesNorEasesTheOthersTest() {
        var absent = series(p99w, mean: 0)
        absent.pairs = absent.pairs.map { _ in .missing("no samples") }
        let decision = PairedTest().decide([series(p50, mean: 0), absent])
        #expect(decision.outcome == .inconclusive)
        #expect(decision.findings[1].pValue.isNaN)
        #expect(PairedTest().decide([series(p50, mean: 0.2), absent]).outcome == .fail)
    }

    @Test func anAdvisoryMetricDecidesNothing() {
        let decision = PairedTest().decide([series(p50, mean: 0), series(p99w, mean: 0.5, gated: false)])
        #expect(decision.outcome == .pass)
        #expect(decision.findings[1].isRegression)
        #expect(PairedTest().decide([series(p50, mean: 0.5, gated: false)]).outcome == .inconclusive)
    }

    @Test func steadyErrorsOnTheHeadFail() {
        let head = [4, 3, 5, 2, 4, 3]
        #expect(PairedTest().decide([counts([0, 0, 0, 0, 0, 0], head)]).outcome == .fail)
        #expect(PairedTest().decide([counts([30, 30, 30, 30, 30, 30], [30, 30, 30, 30, 30, 30])]).outcome == .pass)
        #expect(PairedTest().decide([counts([0, 0, 0, 0, 0, 0], [30, 30, 30, 30, 30, 30])]).outcome == .fail)
    }

    @Test func oneUnluckyLaunchDoesntFailABuild() {
        let decision = PairedTest().decide([counts([0, 0, 0, 0, 0, 0], [20, 0, 0, 0, 0, 0])])
        #expect(decision.outcome == .pass)
    }

    @Test func someMoreErrorsAreTooManyForAPass() {
        let decision = PairedTest().decide([counts([0, 0, 0, 0, 0, 0], [2, 1, 2, 1, 2, 1])])
        #expect(decision.outcome == .inconclusive)
    }

    /// Bursts hit both sides alike; counted as independent seconds they would fail one unchanged build in ten.
    @Test func burstsOfErrorsKeepTheErrorRate() {
        var fails = (plain: 0, dispersed: 0)
        var random = SimulationGenerator(seed: 5, stream: 0)
        for _ in 0..<2000 {
            func burst() -> Int { random.uniform() < 0.15 ? 1 + Int(random.uniform() * 25) : 0 }
            let both = counts((0..<20).map { _ in burst() }, (0..<20).map { _ in burst() })
            let test = CountTest(both, blocks: 20)
            if test.pValue <= 0.01 { fails.dispersed += 1 }
            if 1 - Binomial(trials: test.base.bad + test.head.bad, probability: 0.5).cumulative(test.head.bad - 1)
                <= 0.01
            {
                fails.plain += 1
            }
        }
        #expect(fails.plain > 400)
        #expect(fails.dispersed <= 30)
    }
}

/// SciPy's values for the changes of the test above.
private enum PValue {
    static let expected = 0.290168562314787
    static let lower = -0.03572735220611814
    static let upper = 0.06682889230829314
}
