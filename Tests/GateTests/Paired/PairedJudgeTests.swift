import Foundation
import Testing

@testable import Gate

@Suite struct PairedJudgeTests {
    private let p50 = Metric(.p50, of: "GET /")

    private func repetition(_ level: Double, bad: Int = 0) -> Repetition {
        Repetition(readings: [
            p50: .level(level, samples: 6000), Metric(.badSeconds): .count(SecondCount(bad: bad, of: 30)),
        ])
    }

    private func blocks(_ count: Int = 20, _ head: (Int) -> Repetition) -> [Block] {
        (1...count).map { index in
            // A tiny, fixed ripple, so that the spread isn't zero.
            Block(
                index: index, first: .base, base: repetition(1e6 * (1 + 0.003 * Double(index % 3))), head: head(index))
        }
    }

    private var judge: PairedJudge {
        PairedJudge(suite: "LoadShop", contract: .usual(for: [p50, Metric(.badSeconds)]))
    }

    private func p50Verdict(_ verdict: Verdict) throws -> MetricVerdict {
        try #require(verdict.metrics.first { $0.metric == "p50 GET /" })
    }

    @Test func anUnchangedBuildPasses() throws {
        let state = judge.judge(blocks { _ in repetition(1e6) })
        #expect(state.verdict.outcome == .pass)
        #expect(state.verdict.blocks == 6)
        #expect(state.nextLook == nil)
        #expect(state.verdict.exit(.fail) == .pass)
        #expect(try p50Verdict(state.verdict).sentence.contains("the margin is +10.0 % (6 blocks)"))
        #expect(state.verdict.metrics.contains { $0.sentence.contains("0 of 180 s (below 1.7 % at 95 %)") })
    }

    @Test func aRegressionFailsAndIsProvisional() throws {
        let state = judge.judge(blocks { _ in repetition(1.3e6) })
        #expect(state.verdict.outcome == .fail)
        #expect(state.verdict.isProvisional)
        #expect(state.verdict.exit(.warn) == .regression)
        #expect(state.verdict.headline == "LoadShop: FAIL (provisional) – p50 GET /")
        let evidence = try #require(p50Verdict(state.verdict).change)
        #expect(abs(evidence.change - 0.296) < 0.01)
        #expect(evidence.worseThan ?? 0 > 0.25)
    }

    @Test func lessThroughputIsAFallOfTheMetricsOwnValue() throws {
        let throughput = Metric(.throughput)
        let contract = Contract.usual(for: [throughput])
        let blocks = (1...6).map { index in
            Block(
                index: index, first: .base,
                base: Repetition(readings: [throughput: .level(100 + Double(index % 2), samples: 3000)]),
                head: Repetition(readings: [throughput: .level(80, samples: 2400)]))
        }
        let verdict = PairedJudge(suite: "LoadShop", contract: contract).judge(blocks).verdict
        #expect(verdict.outcome == .fail)
        #expect(verdict.metrics[0].sentence.hasPrefix("−20.4 %, surely worse than −1"))
        #expect(verdict.metrics[0].change?.margin == -0.050000000000000044)
    }

    @Test func tooFewValidBlocksGiveNoVerdict() {
        var some = blocks(8) { _ in repetition(1e6) }
        for index in 0..<3 { some[index].head.faults = ["the generator was late"] }
        let state = judge.judge(some)
        #expect(state.verdict.outcome == .inconclusive)
        #expect(state.nextLook == 6)
        #expect(
            state.verdict.faults == [
                "5 of 8 blocks are valid, and a verdict needs 6", "head: the generator was late (3 blocks left out)",
            ])
        #expect(state.verdict.exit(.fail) == .inconclusive)
        #expect(state.verdict.exit(.warn) == .pass)
    }

    @Test func noBlockAtAllIsInconclusive() {
        let verdict = judge.judge([]).verdict
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.faults == ["0 of 0 blocks are valid, and a verdict needs 6"])
    }

    @Test(arguments: [
        (Double.nan, "nan"), (0, "0.0"), (-4, "-4.0"), (.infinity, "inf"),
    ])
    func anImpossibleLevelIsNamedAndNeverPasses(level: Double, text: String) throws {
        let verdict = judge.judge(blocks { _ in repetition(level) }).verdict
        #expect(verdict.outcome == .inconclusive)
        #expect(
            try p50Verdict(verdict).sentence
                == "p50 GET / of the head in block 1 is \(text), and a level is a positive number")
    }

    @Test func aMetricTheHeadLostIsAMismatch() throws {
        let verdict = judge.judge(
            blocks { _ in Repetition(readings: [Metric(.badSeconds): .count(SecondCount(bad: 0, of: 30))]) }
        )
        .verdict
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.exit(.warn) == .mismatch)
        #expect(
            try #require(verdict.mismatches.first).hasPrefix(
                "the contract names p50 GET /, and the head doesn't measure it"))
        #expect(try p50Verdict(verdict).sentence == "p50 GET / exists only on the base in block 1")
    }

    @Test func aDeadEndpointFailsByItsBadSeconds() {
        let verdict = judge.judge(
            blocks { _ in
                Repetition(readings: [
                    p50: .missing("no request succeeded"), Metric(.badSeconds): .count(SecondCount(bad: 30, of: 30)),
                ])
            }
        ).verdict
        #expect(verdict.outcome == .fail)
        #expect(verdict.gated(.fail).map(\.metric) == ["badSeconds"])
    }

    @Test func aNewMetricIsAdvisoryUntilTheBaselineNamesIt() {
        let new = Metric(.p50, of: "GET /new")
        let verdict = judge.judge(
            blocks { _ in
                var one = repetition(1e6)
                one.readings[new] = .level(5, samples: 1000)
                return one
            }
        ).verdict
        #expect(verdict.outcome == .pass)
        #expect(verdict.notices == ["p50 GET /new isn't in the contract; it is advisory until the baseline names it"])
    }

    @Test func anInconclusiveVerdictSaysWhatItWouldTake() throws {
        var random = SimulationGenerator(seed: 2, stream: 0)
        let noise = (0...20).map { _ in exp(0.14 * random.normal()) }
        let state = judge.judge(blocks { repetition(1.05e6 * noise[$0]) })
        #expect(state.verdict.outcome == .inconclusive)
        #expect(state.verdict.blocks == 20)
        let one = try p50Verdict(state.verdict)
        let needed = try #require(one.change?.blocksNeeded)
        #expect((25...120).contains(needed))
        #expect(one.sentence.contains("about \(needed) blocks would settle it"))
        #expect(one.sentence.contains("would have been found"))
    }

    @Test func aContractWithoutGatedMetricsIsAMismatch() {
        let verdict = PairedJudge(suite: "LoadShop", contract: Contract(terms: [:])).judge(
            blocks { _ in repetition(1) }
        ).verdict
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.exit(.warn) == .mismatch)
    }

    @Test func atMostTwelveMetricsAreGatedByDefault() {
        let metrics = (1...10).flatMap {
            [Metric(.p50, of: "\($0)"), Metric(.p99w, of: "\($0)"), Metric(.p95w, of: "\($0)")]
        }
        let contract = Contract.usual(for: metrics + [Metric(.throughput), Metric(.badSeconds)])
        #expect(contract.gated.count == 12)
        #expect(contract.terms.count == 32)
        #expect(contract.gated.contains(Metric(.throughput)))
        #expect(contract.gated.contains(Metric(.badSeconds)))
    }
}
