import Foundation
import Testing

@testable import Gate

/// Blocks of unchanged builds, recorded on the embedded target: with sides swapped at random they are as many A/A comparisons.
///
/// Recorded by `plimsoll selftest --only unchanged --repeat 4 --seed 11 --record aa-blocks.jsonl` on a virtual machine with two
/// cores that did other work beside it, with real-time priority so that the generator wasn't late.
@Suite struct SignFlipReplayTests {
    private func recorded() throws -> [Block] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/aa-blocks", withExtension: "jsonl"))
        return try BlockFile.read(url).map(\.block).filter(\.isValid)
    }

    private func swapped(_ block: Block) -> Block {
        Block(index: block.index, first: block.first.other, base: block.head, head: block.base, faults: block.faults)
    }

    @Test func unchangedBuildsFailOnceInAHundredAtMost() throws {
        let blocks = try recorded()
        #expect(blocks.count >= 20)
        let metrics = blocks[0].base.readings.keys.map(\.self)
        let judge = PairedJudge(suite: "replay", contract: .usual(for: metrics))
        let suites = 2000
        var (fails, passes) = (0, 0)
        for number in 0..<suites {
            var random = SimulationGenerator(seed: 1, stream: UInt64(number))
            let drawn = blocks.shuffled(using: &random).prefix(20).map { random.next() & 1 == 0 ? $0 : swapped($0) }
            switch judge.test.decide(judge.series(of: drawn)).outcome {
            case .fail: fails += 1
            case .pass, .improved: passes += 1
            case .inconclusive: break
            }
        }
        #expect(fails <= suites / 100, "\(fails) of \(suites) failed")
        #expect(passes > suites / 2, "\(passes) of \(suites) passed")
    }

    @Test func theSameBlocksWithASlowerHeadFail() throws {
        let blocks = try recorded()
        let judge = PairedJudge(suite: "replay", contract: .usual(for: blocks[0].base.readings.keys.map(\.self)))
        let p50 = try #require(blocks[0].base.readings.keys.first { $0.kind == .p50 })
        var found = 0
        for number in 0..<200 {
            var random = SimulationGenerator(seed: 2, stream: UInt64(number))
            let drawn = blocks.shuffled(using: &random).prefix(20).map { block in
                var slower = random.next() & 1 == 0 ? block : swapped(block)
                if case .level(let level, let samples)? = slower.head.readings[p50] {
                    slower.head.readings[p50] = .level(level * 1.2, samples: samples)
                }
                return slower
            }
            if judge.test.decide(judge.series(of: drawn)).outcome == .fail { found += 1 }
        }
        #expect(found >= 190, "\(found) of 200 found")
    }
}
