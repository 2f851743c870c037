import Testing

@testable import Load

/// The levels that a search tries on a target which bears so much.
private func tried(_ search: CapacitySearch, bearing capacity: Double) -> (levels: [Double], highest: Double?) {
    var search = search
    var levels: [Double] = []
    while let level = search.next {
        levels.append(level)
        search.tried(level, met: level <= capacity)
    }
    return (levels, search.highest)
}

@Suite struct CapacitySearchTests {
    private let search = CapacitySearch.arrivals(from: 100, by: 100, upTo: 1_000, precision: 20, each: .seconds(1))

    @Test func stepsRiseUntilOneFailsAndHalvesFindTheRest() {
        let (levels, highest) = tried(search, bearing: 370)
        #expect(levels == [100, 200, 300, 400, 350, 375, 362.5])
        #expect(highest == 362.5)
    }

    @Test(arguments: [100.0, 250, 399.9, 777, 999, 1_000])
    func theAnswerIsAsNearAsThePrecision(capacity: Double) throws {
        let highest = try #require(tried(search, bearing: capacity).highest)
        #expect(highest <= capacity && highest > capacity - 20)
    }

    @Test func aTargetThatBearsEverythingIsSaidToBeOpenEnded() {
        var search = search
        while let level = search.next { search.tried(level, met: true) }
        #expect(search.highest == 1_000)
        #expect(search.isOpenEnded)
    }

    @Test func aTargetThatBearsNothingHasNoAnswer() {
        let (levels, highest) = tried(search, bearing: 10)
        #expect(levels == [100])
        #expect(highest == nil)
    }

    @Test func usersAreWhole() {
        let (levels, highest) = tried(.users(from: 5, by: 10, upTo: 100, precision: 1, each: .seconds(1)), bearing: 38)
        #expect(levels == [5, 15, 25, 35, 45, 40, 37, 38, 39])
        #expect(highest == 38)
    }

    @Test func allFaultsOfASearchAreFoundAtOnce() {
        #expect(CapacitySearch.arrivals(from: 0, by: -1, upTo: -2, precision: 0, each: .zero).faults.count == 5)
    }
}
