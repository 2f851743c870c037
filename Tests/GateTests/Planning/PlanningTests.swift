import Foundation
import Testing

@testable import Gate

@Suite struct PlanningTests {
    @Test func aBlockAlternatesFromARandomSide() {
        let plans = (1...40).map { BlockPlan(index: $0, slices: 12, seed: 1) }
        for plan in plans {
            #expect(plan.order.count { $0 == .base } == 6)
            let first = plan.order[0]
            #expect(plan.order == (0..<3).flatMap { _ in [first, first.other, first.other, first] })
        }
        #expect(Set(plans.map { $0.order[0] }).count == 2)
        #expect(Set(plans.map(\.launchedFirst)).count == 2)
        #expect(plans == (1...40).map { BlockPlan(index: $0, slices: 12, seed: 1) })
        #expect(plans != (1...40).map { BlockPlan(index: $0, slices: 12, seed: 2) })
    }

    @Test func aRunStopsWhenItIsDecidedOrHopeless() {
        let plan = RunPlan(budget: .usual)
        #expect(plan.next(measured: 0, invalidInARow: 0, undecided: true) == .measure(1))
        #expect(plan.next(measured: 6, invalidInARow: 0, undecided: false) == .stop)
        #expect(plan.next(measured: 10, invalidInARow: 6, undecided: true) == .stop)
        #expect(plan.next(measured: 26, invalidInARow: 0, undecided: true) == .stop)
    }

    @Test func blocksSurviveAKilledRun() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("blocks-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        let block = Block(
            index: 1, first: .head,
            base: Repetition(readings: [
                Metric(.p50, of: "GET /"): .level(5, samples: 300),
                Metric(.badSeconds): .count(SecondCount(bad: 1, of: 30)),
            ]),
            head: Repetition(readings: [Metric(.p50, of: "GET /"): .missing("no samples")], faults: ["late"]))
        try BlockFile.append(BlockRecord(suite: "LoadShop", block: block), to: file)
        var data = try Data(contentsOf: file)
        data.append(Data("{\"suite\":\"LoadSh".utf8))
        try data.write(to: file)
        let records = try BlockFile.read(file)
        #expect(records.map(\.block) == [block])
        // What was cut off doesn't spoil the block that is measured next.
        try BlockFile.append(BlockRecord(suite: "LoadShop", block: block), to: file)
        #expect(try BlockFile.read(file).map(\.block) == [block, block])
        #expect(throws: BaselineError.self) { try BlockFile.read(file.appendingPathExtension("none")) }
        // All that can't be blocks are told at once.
        let whole = try #require(String(data: try Data(contentsOf: file), encoding: .utf8))
        let line = String(whole.prefix { $0 != "\n" })
        let texts = ["nonsense", line, line.replacing("\"index\":1", with: "\"index\":-4"), "{}"]
        try Data((texts.joined(separator: "\n") + "\n").utf8).write(to: file)
        #expect(
            throws: BaselineError(
                .malformed, file: file.path,
                faults: [
                    "line 1 isn't a measured block; take it out", "line 3: there is no block -4; take it out",
                    "line 4 isn't a measured block; take it out",
                ])
        ) { try BlockFile.read(file) }
    }

    @Test func onlyFlaggedMetricsAreConfirmed() {
        let p50 = Metric(.p50, of: "GET /")
        var verdict = Verdict(suite: "LoadShop", mode: .paired, outcome: .fail)
        verdict.metrics = [
            MetricVerdict(metric: "p50 GET /", isGated: true, outcome: .fail, sentence: ""),
            MetricVerdict(metric: "throughput", isGated: true, outcome: .pass, sentence: ""),
        ]
        let contract = Confirmation.contract(of: verdict, from: .usual(for: [p50, Metric(.throughput)]))
        #expect(contract.gated == [p50])
        #expect(Confirmation.settle(verdict).outcome == .fail)
        verdict.outcome = .pass
        let settled = Confirmation.settle(verdict)
        #expect(settled.outcome == .inconclusive)
        #expect(settled.notices[0].hasPrefix("the regression wasn't reproduced"))
    }
}
