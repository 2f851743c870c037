import Testing

@testable import Load

@Suite struct ShareAllotmentTests {
    @Test(arguments: [([3.0, 1.0], "00100010"), ([1, 1], "01010101"), ([1], "00000000"), ([5, 1, 1], "00102000")])
    func usersAreGivenToKindsInTheirRatio(shares: [Double], kinds: String) {
        let given = ShareAllotment(shares).prefix(8).map(String.init).joined()
        #expect(given == kinds)
    }

    @Test func eachKindHasItsShareAtEveryMoment() {
        let shares = [0.5, 0.3, 0.1, 0.1]
        var counts = [0.0, 0, 0, 0]
        for (number, kind) in ShareAllotment(shares).prefix(1_000).enumerated() {
            counts[kind] += 1
            for index in shares.indices { #expect(abs(counts[index] - shares[index] * Double(number + 1)) < 1.5) }
        }
    }

    @Test func weightedChoicesHaveTheirProportions() {
        let choice = WeightedChoice([1, 2, 10, 2, 3, 1])
        var random = SeededGenerator(seed: 9)
        var counts = [0, 0, 0, 0, 0, 0]
        for _ in 0..<19_000 { counts[choice.next(using: &random)] += 1 }
        for (count, weight) in zip(counts, [1.0, 2, 10, 2, 3, 1]) {
            // Six standard deviations of a binomial count.
            let share = weight / 19
            #expect(abs(Double(count) - 1_000 * weight) < 6 * (19_000 * share * (1 - share)).squareRoot())
        }
    }
}
