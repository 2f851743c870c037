import Testing

@testable import Gate

@Suite struct BlockPlanTests {
    /// Left to chance, a cost of being first would look like a change where one side happens to be first in every block up to a look.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func eachSideIsFirstInHalfOfTheBlocksAtEveryLook(seed: UInt64) {
        let plans = (1...20).map { BlockPlan(index: $0, slices: 12, seed: seed) }
        for look in ErrorBudget.usual.looks {
            let measured = plans.prefix(look.blocks)
            #expect(measured.count { $0.launchedFirst == .base } == look.blocks / 2)
            #expect(measured.count { $0.order[0] == .base } == look.blocks / 2)
        }
        #expect(plans.allSatisfy { $0 == BlockPlan(index: $0.index, slices: 12, seed: seed) })
    }

    @Test func whichOfTwoBlocksComesFirstIsDrawn() {
        let firsts = (0..<200).map { BlockPlan(index: 2 * $0 + 1, slices: 2, seed: 1) }
        for side in Side.allCases {
            for other in Side.allCases {
                #expect((20...80).contains(firsts.count { $0.launchedFirst == side && $0.order[0] == other }))
            }
        }
    }
}
