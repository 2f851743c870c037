import Fuzzing
import Measurement
import Testing

@Suite struct HistogramTests {
    @Test func anEmptyHistogramHasNoFigures() {
        let histogram = Histogram()
        #expect(histogram.count == 0)
        #expect(histogram.min == nil)
        #expect(histogram.max == nil)
        #expect(histogram.mean == nil)
        #expect(histogram.standardDeviation == nil)
        #expect(histogram.value(atQuantile: 0.5) == nil)
        #expect(histogram.count(atOrBelow: 1_000) == 0)
        #expect(Array(histogram.buckets).isEmpty)
    }

    /// Ranks are ⌈q·n⌉: hundred values 1 … 100 have the q-quantile 100·q.
    @Test(arguments: [
        (0.0, 1), (0.01, 1), (0.011, 2), (0.07, 7), (0.5, 50), (0.9, 90), (0.95, 95), (0.99, 99), (0.999, 100),
        (1.0, 100),
    ])
    func quantilesAreExactWhereCountersAre(_ quantile: Double, _ value: Int64) {
        var histogram = Histogram()
        for ns in 1...100 { histogram.record(Int64(ns)) }
        #expect(histogram.value(atQuantile: quantile) == value)
    }

    @Test(arguments: [UInt64(1), 20_240_611, .max])
    func everyValueKeepsItsThreeDigits(seed: UInt64) throws {
        var numbers = Dice(seed: seed)
        for _ in 0..<2_000 {
            let ns = numbers.nanoseconds()
            var histogram = Histogram()
            histogram.record(ns)
            let bucket = try #require(histogram.buckets.first { _ in true })
            #expect(bucket.low <= ns && ns <= bucket.high, "seed \(seed)")
            #expect(Double(bucket.high - bucket.low) <= Double(ns) / 1_000, "seed \(seed), \(ns) ns")
        }
    }

    @Test(arguments: [UInt64(7), 99, 123_456])
    func quantilesAgreeWithSortedValues(seed: UInt64) throws {
        var numbers = Dice(seed: seed)
        var histogram = Histogram()
        var values = (0..<3_001).map { _ in numbers.nanoseconds() }
        for value in values { histogram.record(value) }
        values.sort()
        for quantile in [0.001, 0.1, 0.5, 0.9, 0.99, 0.999] {
            let exact = values[Swift.max(Int((quantile * 3_001).rounded(.up)), 1) - 1]
            let found = try #require(histogram.value(atQuantile: quantile))
            #expect(found >= exact && Double(found - exact) <= Double(exact) / 1_000, "seed \(seed), \(quantile)")
        }
        #expect(histogram.count(atOrBelow: .max) == 3_001)
        #expect(histogram.count(atOrBelow: -1) == 0)
    }

    @Test(arguments: [UInt64(3), 4, 5])
    func mergingLosesNothing(seed: UInt64) {
        var numbers = Dice(seed: seed)
        var whole = Histogram()
        var parts = [Histogram(), Histogram(), Histogram()]
        for place in 0..<900 {
            let ns = numbers.nanoseconds()
            whole.record(ns)
            parts[place % 3].record(ns)
        }
        var merged = Histogram()
        for part in parts.shuffled(using: &numbers) { merged.merge(part) }
        #expect(merged == whole, "seed \(seed)")
    }

    @Test func aCopyKeepsItsOwnCounts() {
        var first = Histogram()
        first.record(5)
        var second = first
        second.record(6)
        #expect(first.count == 1)
        #expect(second.count == 2)
        #expect(first != second)
    }

    @Test func resettingForgetsEverythingAndCanBeFilledAgain() {
        var histogram = Histogram()
        for ns in [0, 1, 1_000_000, 4_000_000_000_000] as [Int64] { histogram.record(ns) }
        #expect(histogram.saturated == 1)
        histogram.reset()
        #expect(histogram == Histogram())
        histogram.record(77)
        #expect(histogram.min == 77 && histogram.max == 77 && histogram.count == 1)
    }

    @Test func whatIsAboveTheHighestIsCountedThereAndSaidSo() throws {
        var histogram = Histogram()
        histogram.record(.max)
        histogram.record(-5)
        #expect(histogram.saturated == 1)
        #expect(histogram.min == 0)
        #expect(try #require(histogram.max) >= 3_600_000_000_000)
    }

    @Test func anotherPrecisionIsMergedByItsMiddles() throws {
        var coarse = Histogram(significantDigits: 1)
        coarse.record(1_000_000, count: 10)
        var fine = Histogram()
        fine.merge(coarse)
        #expect(fine.count == 10)
        let median = try #require(fine.value(atQuantile: 0.5))
        #expect(abs(Double(median) - 1_000_000) < 100_000)
    }

    @Test func limitsThatCantBeLaidOutAreRefused() {
        #expect(HistogramLayout(lowest: 0, highest: 100, significantDigits: 3) == nil)
        #expect(HistogramLayout(lowest: 1, highest: 1, significantDigits: 3) == nil)
        #expect(HistogramLayout(lowest: 1, highest: 100, significantDigits: 6) == nil)
        #expect(HistogramLayout(lowest: 1, highest: 100, significantDigits: -1) == nil)
        #expect(HistogramLayout(lowest: .max / 2, highest: .max, significantDigits: 5) == nil)
        #expect(HistogramLayout(lowest: 1, highest: .max, significantDigits: 5) != nil)
        #expect(HistogramLayout(lowest: 1_000, highest: 3_600_000_000_000, significantDigits: 3) != nil)
    }
}
