import Foundation
import Testing

@testable import Gate

@Suite struct CommittedJudgeTests {
    private let p50 = Metric(.p50, of: "GET /")

    /// Ten runs around a level, up and down by a share.
    private func levels(_ level: Double, spread: Double) -> [Double] {
        (0..<10).map { level * exp(spread * ($0 % 2 == 0 ? 1 : -1)) }
    }

    private func verdict(spread: Double, change: Double, acceptedUpTo: Double?) throws -> MetricVerdict {
        let accepted = acceptedUpTo.flatMap { Change(from: 1, to: 1 + $0, of: p50) }
        let series = CommittedSeries(
            metric: p50, terms: .usual(for: .p50),
            values: .levels(committed: levels(20e6, spread: spread), candidate: [20e6 * (1 + change)]),
            acceptedUpTo: accepted)
        return try #require(CommittedJudge(suite: "LoadShop").judge([series]).metrics.first)
    }

    @Test func anAcceptedRegressionPassesWhereNoMoreThanThatIsPossible() throws {
        #expect(try verdict(spread: 0.01, change: 0.2, acceptedUpTo: nil).outcome == .fail)
        #expect(try verdict(spread: 0.01, change: 0.2, acceptedUpTo: 0.25).outcome == .pass)
        #expect(try verdict(spread: 0.01, change: 0.5, acceptedUpTo: 0.25).outcome == .fail)
        // Also where it isn't proven to be a regression at all.
        let slight = try verdict(spread: 0.06, change: 0.1, acceptedUpTo: 0.25)
        #expect(slight.outcome == .pass)
        #expect(slight.sentence.contains("within the regression that was accepted"))
        #expect(try verdict(spread: 0.06, change: 0.1, acceptedUpTo: nil).outcome == .inconclusive)
    }

    @Test func anExcuseThatTheMeasurementIsTooRoughToCheckIsNone() throws {
        let rough = try verdict(spread: 0.06, change: 0.35, acceptedUpTo: 0.12)
        #expect(rough.outcome == .inconclusive)
        #expect(rough.sentence.contains(", and accepted is +12.0 % "), "\(rough.sentence)")
    }

    @Test(arguments: [(4, Outcome.inconclusive), (5, .fail)])
    func badSecondsNeedAsManyCommittedRunsAsLevels(runs: Int, outcome: Outcome) throws {
        let series = CommittedSeries(
            metric: Metric(.badSeconds), terms: .usual(for: .badSeconds),
            values: .counts(
                committed: Array(repeating: SecondCount(bad: 0, of: 60), count: runs),
                candidate: [SecondCount(bad: 30, of: 60)]))
        let verdict = CommittedJudge(suite: "LoadShop").judge([series])
        #expect(verdict.outcome == outcome)
        if runs < 5 {
            #expect(
                verdict.metrics[0].sentence
                    == "the baseline holds 4 runs, and a verdict needs 5; add runs with `plimsoll baseline update --from <results>`"
            )
        }
    }
}
