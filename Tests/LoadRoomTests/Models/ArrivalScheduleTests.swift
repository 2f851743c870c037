import Testing

@testable import Load

private func moments(_ model: LoadModel, seed: UInt64 = 1) throws -> [Double] {
    Array(try #require(model.arrivals(seed: seed))).map { Double($0) * 1e-9 }
}

@Suite struct ArrivalScheduleTests {
    @Test func aConstantRateIsEvenlySpacedFromTheStart() throws {
        let moments = try moments(.arrivals(perSecond: 4, for: .seconds(2)))
        #expect(moments.count == 8)
        for (index, moment) in moments.enumerated() { #expect(abs(moment - Double(index) / 4) < 1e-6) }
    }

    @Test(arguments: [(10.0, 10.0, 100), (0.1, 30, 3), (3.3333333, 3, 10), (1_000, 0.001, 1), (33.3, 3, 100)])
    func asManyArrivalsAreDueAsTheRateAddsUpTo(rate: Double, seconds: Double, count: Int) throws {
        #expect(try moments(.arrivals(perSecond: rate, for: .seconds(seconds))).count == count)
    }

    /// From 0 to 10 a second within 10 s: the k-th arrival is due at √(2k).
    @Test func aRampFollowsTheRootOfItsSum() throws {
        let moments = try moments(.arrivals(.ramp(to: 10, over: .seconds(10))))
        #expect(moments.count == 50)
        for (index, moment) in moments.enumerated() { #expect(abs(moment - (2 * Double(index)).squareRoot()) < 1e-3) }
    }

    /// From 10 a second down to 0 within 10 s: the mirror image.
    @Test func aFallingRateSlowsDown() throws {
        let moments = try moments(.arrivals(startingAt: 10, .coolDown(over: .seconds(10))))
        #expect(moments.count == 50)
        for (index, moment) in moments.enumerated() {
            #expect(abs(moment - (10 - (100 - 2 * Double(index)).squareRoot())) < 1e-3)
        }
    }

    @Test func stagesFollowEachOtherWithoutGapOrOverlap() throws {
        let moments = try moments(.arrivals(.hold(at: 10, for: .seconds(1)), .hold(at: 100, for: .seconds(1))))
        #expect(moments.count == 110)
        #expect(moments == moments.sorted())
        #expect(moments.count { $0 < 1 } == 10)
    }

    @Test func aFixedNumberOfArrivalsIsExact() throws {
        #expect(try moments(.arrivals(7, perSecond: 3)).count == 7)
    }

    /// With random gaps as well: a process that happens to have so many, of whatever seed.
    @Test(arguments: 1...50) func aFixedNumberAtRandomGapsIsExact(seed: UInt64) throws {
        for count in [1, 5, 1_000] {
            let moments = try moments(.arrivals(count, perSecond: 100).poisson(), seed: seed)
            #expect(moments.count == count)
            #expect(moments == moments.sorted())
            #expect(moments.allSatisfy { $0 >= 0 && $0 <= Double(count) / 100 })
        }
    }

    @Test func aFixedNumberAtRandomGapsIsSpreadAsAPoissonProcessIs() throws {
        let moments = try moments(.arrivals(20_000, perSecond: 1_000).poisson(), seed: 42)
        // Uniform over the 20 s: half of them in each half, within 6 standard deviations of a binomial count.
        #expect(abs(Double(moments.count { $0 < 10 }) - 10_000) < 6 * 5_000.0.squareRoot())
        let gaps = zip(moments.dropFirst(), moments).map { $0 - $1 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        #expect((0.95...1.05).contains(variance.squareRoot() / mean))
    }

    @Test func randomGapsRepeatWithTheSeedAndKeepTheRate() throws {
        let model = LoadModel.arrivals(perSecond: 1_000, for: .seconds(20)).poisson()
        let first = try moments(model, seed: 42)
        #expect(try moments(model, seed: 42) == first)
        #expect(try moments(model, seed: 43) != first)
        #expect(first == first.sorted())
        // 20,000 ± 6 standard deviations of a Poisson count.
        #expect(abs(Double(first.count) - 20_000) < 6 * 20_000.0.squareRoot())
        // Gaps of a Poisson process vary as much as their mean; even gaps don't vary at all.
        let gaps = zip(first.dropFirst(), first).map { $0 - $1 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        #expect((0.95...1.05).contains(variance.squareRoot() / mean))
    }

    @Test func aRateOfZeroHasNoArrivalsAndTheNextStageBeginsOnTime() throws {
        let moments = try moments(.arrivals(.hold(at: 0, for: .seconds(5)), .hold(at: 1, for: .seconds(3))))
        #expect(moments.count == 3)
        #expect(moments.allSatisfy { $0 >= 5 })
    }
}
