import Foundation
import Testing

@testable import Gate

/// What isn't a fail and mustn't be a pass: values that are missing in chosen blocks, and errors that come in several bursts.
@Suite struct RoughEvidenceTests {
    private let p50 = Metric(.p50, of: "GET /")

    /// Quiet changes around a mean, without a value in some of the first blocks.
    private func series(mean: Double, missing: Int) -> PairSeries {
        var random = SimulationGenerator(seed: 3, stream: 0)
        let pairs = (0..<20).map { index -> Pair in
            let change = mean + 0.01 * random.normal()
            guard index % 2 == 1 || index / 2 >= missing else { return .missing("head, block \(index + 1): too slow") }
            return .change(change, base: 1e6, head: 1e6 * exp(change))
        }
        return PairSeries(metric: p50, terms: .usual(for: .p50), pairs: pairs)
    }

    private func counts(_ base: [Int], _ head: [Int]) -> PairSeries {
        PairSeries(
            metric: Metric(.badSeconds), terms: .usual(for: .badSeconds),
            pairs: zip(base, head).map {
                .counts(base: SecondCount(bad: $0, of: 30), head: SecondCount(bad: $1, of: 30))
            })
    }

    @Test(arguments: [(0, Outcome.pass, 6), (2, .pass, 20), (3, .inconclusive, 20), (7, .inconclusive, 20)])
    func aPassNeedsAValueOfNearlyEveryBlock(missing: Int, outcome: Outcome, blocks: Int) {
        let decision = PairedTest().decide([series(mean: 0, missing: missing)])
        #expect(decision.outcome == outcome)
        #expect(decision.blocks == blocks)
    }

    @Test func aRegressionIsFoundInMostOfTheBlocks() {
        #expect(PairedTest().decide([series(mean: 0.2, missing: 5)]).outcome == .fail)
        let rest = PairedTest().decide([series(mean: 0.2, missing: 10)])
        #expect(rest.outcome == .inconclusive)
        #expect(rest.findings[0].pValue.isNaN)
    }

    @Test func aReaderIsToldWhichBlocksCannotBeCompared() {
        let series = series(mean: 0, missing: 4)
        let decision = PairedTest().decide([series])
        let verdict = SentenceAuthor(budget: .usual, gated: 1).verdict(series, decision.findings[0], blocks: 20)
        #expect(verdict.outcome == .inconclusive)
        #expect(
            verdict.sentence.hasSuffix("but only 16 of 20 blocks are comparable: head, block 1: too slow"),
            "\(verdict.sentence)")
    }

    @Test(arguments: [
        ([0, 0, 0, 30, 30, 30], Outcome.inconclusive), ([0, 0, 0, 0, 30, 30], .inconclusive),
        ([0, 0, 0, 0, 0, 30], .pass),
        ([30, 30, 30, 30, 30, 30], .fail),
    ])
    func burstsInSeveralBlocksNeverPass(head: [Int], outcome: Outcome) {
        #expect(PairedTest().decide([counts([0, 0, 0, 0, 0, 0], head)]).outcome == outcome)
    }

    @Test func burstsOnBothSidesAlikePass() {
        #expect(PairedTest().decide([counts([20, 0, 5, 0, 0, 10], [0, 10, 0, 15, 5, 0])]).outcome == .pass)
    }
}
