import Testing

@testable import StandIns

@Suite struct RollingUpdateTests {
    private func update(_ current: (Int, Int), _ former: [(Int, Int)], _ strategy: RollingUpdate.Strategy)
        -> RollingUpdate
    {
        RollingUpdate(
            wanted: 4, current: .init(size: current.0, ready: current.1),
            former: former.map { .init(size: $0.0, ready: $0.1) }, strategy: strategy,
            formerPods: former.reduce(0) { $0 + $1.0 })
    }

    @Test(
        arguments: [
            // One more than four at most, three ready at least.
            ((0, 0), (4, 4), 1, 3), ((1, 0), (3, 3), 2, 3), ((2, 1), (3, 3), 2, 2), ((2, 2), (2, 2), 3, 1),
            ((3, 3), (1, 1), 4, 0), ((4, 4), (0, 0), 4, 0),
            // What isn't ready goes at once.
            ((1, 0), (4, 2), 1, 2),
        ])
    func oldGoesAsNewBecomesReady(current: (Int, Int), former: (Int, Int), size: Int, rest: Int) {
        let next = update(current, [former], .rolling(surge: 1, unavailable: 1)).next
        #expect(next.current == size)
        #expect(next.former == [rest])
    }

    @Test func recreatingWaitsUntilTheOldHaveGone() {
        #expect(update((0, 0), [(4, 4)], .recreate).next == (0, [0]))
        #expect(update((0, 0), [(0, 0)], .recreate).next == (4, [0]))
    }

    @Test func sharesAreRoundedAsDocumented() {
        let strategy: JSONValue = [
            "type": "RollingUpdate", "rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"],
        ]
        #expect(RollingUpdate.Strategy(strategy, wanted: 5) == .rolling(surge: 2, unavailable: 1))
        #expect(
            RollingUpdate.Strategy(["rollingUpdate": ["maxSurge": 0, "maxUnavailable": 0]], wanted: 5)
                == .rolling(surge: 0, unavailable: 1))
        #expect(RollingUpdate.Strategy(["type": "Recreate"], wanted: 5) == .recreate)
    }
}
