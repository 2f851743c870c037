import Foundation
import Measurement
import Testing

@testable import Gate

@Suite struct DisturbanceTests {
    /// A side of ten seconds whose generator started late, with what others took in its last second.
    private func side(lagNs: Int64 = 5_000_000, cpu: Double = 0.2, stolen: Double?, throttled: Double?) -> SideSamples {
        var slices = ShardSlices()
        for number in 0..<10 {
            var tally = Tally()
            tally.completed = 200
            tally.response.record(10_000_000, count: 200)
            slices.slices.append(Slice(second: number, phase: 0, endpoint: Endpoint(name: "GET /"), tally: tally))
            var second = SecondSlice(second: number, phase: 0)
            second.lag.record(lagNs, count: 200)
            second.arrivalsStarted = 200
            second.health = HealthTally(cpuShare: cpu, stolenShare: stolen.map { number == 9 ? $0 : 0 })
            second.health.throttledShare = throttled
            slices.seconds.append(second)
        }
        return SideSamples(slices, phases: [])
    }

    private func judged(_ side: SideSamples) -> Repetition {
        var repetition = Repetition(readings: [:])
        GeneratorRules().judge(&repetition, side, as: .base, median: 10e6)
        return repetition
    }

    private let late = "the generator started late: schedule lag p99 above 1 ms"

    @Test func lateSideKnowsWhatTookItsProcessors() {
        let late = judged(side(stolen: 0.38, throttled: 0.02))
        #expect(late.faults == [self.late])
        #expect(late.disturbance == Disturbance(stolenShare: 0.38, throttledShare: 0.02))
        #expect(late.disturbance?.cause == "the host took up to 38 % of the processors")
        // The machine is to blame also where nobody was seen.
        #expect(judged(side(stolen: nil, throttled: nil)).disturbance == Disturbance())
        #expect(Disturbance().cause == nil && Disturbance().remedy == nil)
    }

    @Test func whatWasTakenFromASideThatKeptItsScheduleIsNoFault() {
        let punctual = judged(side(lagNs: 80_000, stolen: 0.38, throttled: 0.9))
        #expect(punctual == Repetition(readings: [:]))
    }

    @Test func generatorThatTakesTooMuchItselfIsNotDisturbed() {
        let busy = judged(side(cpu: 0.95, stolen: 0.01, throttled: nil))
        #expect(busy.faults == [late, "the generator used more than 80.0 % of its processors"])
        #expect(busy.disturbance == nil)
        #expect(judged(side(cpu: 0.95, stolen: 0.2, throttled: nil)).disturbance?.stolenShare == 0.2)
    }

    @Test(
        arguments: [
            (0.38, nil, "the host took up to 38 % of the processors", "use a quieter machine"),
            (0.04, 0.04, nil, nil),
            (
                nil, 0.5, "the container's CPU limit held the generator back for up to 50 % of the time",
                "raise the container's CPU limit"
            ),
            (
                0.1, 0.5,
                "the host took up to 10 % of the processors, and the container's CPU limit held the generator back for up to 50 % of the time",
                "use a quieter machine, and raise the container's CPU limit"
            ),
        ] as [(Double?, Double?, String?, String?)])
    func remedyFitsTheCause(stolen: Double?, throttled: Double?, cause: String?, remedy: String?) {
        let disturbance = Disturbance(stolenShare: stolen, throttledShare: throttled)
        #expect(disturbance.cause == cause)
        #expect(disturbance.remedy == remedy)
        #expect(disturbance.mayPass == (remedy != "raise the container's CPU limit"))
    }

    private func block(_ index: Int, faults: [String], _ disturbances: (Disturbance?, Disturbance?)) -> Block {
        var block = Block(
            index: index, first: .base, base: Repetition(readings: [:], faults: faults), head: Repetition(readings: [:])
        )
        (block.base.disturbance, block.head.disturbance) = disturbances
        return block
    }

    @Test func verdictNamesTheMostThatWasSeenInBlocksLeftOut() {
        let blocks = [
            block(1, faults: [late], (Disturbance(stolenShare: 0.12), nil)),
            block(2, faults: [late], (Disturbance(stolenShare: 0.2), Disturbance(stolenShare: 0.38))),
            block(3, faults: [late], (Disturbance(stolenShare: 0), nil)),
        ]
        let verdict = PairedJudge(suite: "LoadShop", contract: Contract(terms: [:])).judge(blocks).verdict
        #expect(
            verdict.faults == [
                "0 of 3 blocks are valid, and a verdict needs 6", "base: \(late) (3 blocks left out)",
                "the host took up to 38 % of the processors (2 blocks left out): use a quieter machine",
            ])
        #expect(Disturbance.fault(of: []) == nil)
        #expect(Disturbance.fault(of: [block(1, faults: [late], (Disturbance(), nil))]) == nil)
        #expect(
            Disturbance.fault(of: [block(1, faults: [late], (nil, Disturbance(throttledShare: 1)))])
                == "the container's CPU limit held the generator back for up to 100 % of the time (one block left out): "
                + "raise the container's CPU limit")
    }

    @Test func recordsKeepWhatDisturbedTheirSides() throws {
        let block = block(1, faults: [late], (Disturbance(stolenShare: 0.25), nil))
        let encoder = JSONEncoder()
        // As in a file of blocks, so that what follows the disturbance is known.
        encoder.outputFormatting = .sortedKeys
        let line = try encoder.encode(BlockRecord(suite: "LoadShop", block: block))
        #expect(String(decoding: line, as: UTF8.self).contains(#""disturbance":{"stolen_share":0.25}"#))
        #expect(try JSONDecoder().decode(BlockRecord.self, from: line).block == block)
        // A file from before.
        let old = String(decoding: line, as: UTF8.self).replacing(#""disturbance":{"stolen_share":0.25},"#, with: "")
        #expect(try JSONDecoder().decode(BlockRecord.self, from: Data(old.utf8)).block.disturbance == nil)
    }
}
