import Load
import Testing

@testable import Plimsoll

@Suite struct TierSelectionTests {
    @Test(
        arguments: [
            ([:], ["test"], [Tier.smoke]),
            (["PLIMSOLL_TIERS": "stress"], ["--filter", "Chat"], [.stress]),
            (["PLIMSOLL_TIERS": "load, SOAK"], [], [.load, .soak]),
            (["PLIMSOLL_TIERS": "all"], [], [.smoke, .load, .stress, .soak]),
            (["PLIMSOLL_TIERS": ""], ["--filter", "LoadTests.StressShop"], [.stress]),
            ([:], ["--filter=LoadTests|LoadRoomTests"], [.smoke]),
            ([:], ["--filter", "LoadChat", "--filter", "SoakChat"], [.load, .soak]),
            ([:], ["--filter"], [.smoke]),
        ] as [([String: String], [String], [Tier])])
    func tiersAreChosenByVariableThenByFilterThenSmall(
        environment: [String: String], arguments: [String], tiers: [Tier]
    ) throws {
        #expect(try TierSelection(environment: environment, arguments: arguments).tiers == Set(tiers))
    }

    @Test func anUnknownTierNamesTheAllowedOnes() {
        #expect(
            throws: SettingsError(faults: [
                "PLIMSOLL_TIERS is “nightly”; expected “all” or tiers of smoke, load, stress, soak, with commas between"
            ])
        ) {
            try TierSelection(environment: ["PLIMSOLL_TIERS": "nightly"], arguments: [])
        }
    }

    @Test func aTestWithoutATierCountsAsTheSmallest() throws {
        let small = try TierSelection(environment: [:], arguments: [])
        #expect(small.admits([]))
        #expect(small.admits([.smoke, .stress]))
        #expect(!small.admits([.stress]))
    }

    /// A load run isn't believed as easily as a smoke run, whatever else it is tagged with.
    @Test func aTestOfSeveralTiersRunsForTheHeaviestThatIsWanted() throws {
        let small = try TierSelection(environment: [:], arguments: [])
        let all = try TierSelection(environment: ["PLIMSOLL_TIERS": "all"], arguments: [])
        #expect(small.tier(of: [.smoke, .load]) == .smoke)
        #expect(all.tier(of: [.smoke, .load]) == .load)
        #expect(all.tier(of: []) == nil)
    }
}
