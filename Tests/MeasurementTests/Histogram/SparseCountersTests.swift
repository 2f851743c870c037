import Fuzzing
import Testing

@testable import Measurement

/// The short way from a file's text to counters says what the histograms themselves say, or nothing.
@Suite struct SparseCountersTests {
    private func append(_ text: String, to counters: inout SparseCounters) -> Int64? {
        var decoder = SparseDecoder()
        return append(text, to: &counters, by: &decoder)
    }

    private func append(
        _ text: String, to counters: inout SparseCounters, by decoder: inout SparseDecoder
    ) -> Int64? {
        let start = counters.count
        let added = Array(text.utf8).withUnsafeBufferPointer { counters.append(base64: $0, by: &decoder) }
        if let added { #expect(added.longest == counters.longest(from: start)) }
        return added?.count
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func manyHistogramsComeBackOneByOne(seed: UInt64) throws {
        var numbers = Dice(seed: seed)
        var counters = SparseCounters()
        var decoder = SparseDecoder()
        var kept: [(histogram: Histogram, range: Range<Int>)] = []
        for number in 0..<12 {
            var histogram = Histogram()
            for _ in 0..<Int.random(in: 0...400, using: &numbers) {
                let count = Bool.random(using: &numbers) ? 1 : Int64.random(in: 1...200_000, using: &numbers)
                histogram.record(numbers.nanoseconds(), count: count)
            }
            let start = counters.count
            switch number % 3 {
            case 0: counters.append(histogram)
            case 1:
                #expect(append(histogram.base64, to: &counters, by: &decoder) == histogram.count, "seed \(seed)")
            default:
                #expect(append(histogram.shortBase64, to: &counters, by: &decoder) == histogram.count, "seed \(seed)")
            }
            kept.append((histogram, start..<counters.count))
        }
        var (all, sum) = (Histogram(), Histogram())
        for one in kept {
            var alone = Histogram()
            alone.add(counters, one.range)
            #expect(alone == one.histogram, "seed \(seed)")
            all.add(counters, one.range)
            sum.merge(one.histogram)
        }
        #expect(all == sum, "seed \(seed)")
        var other = SparseCounters()
        let start = other.append(counters)
        var again = Histogram()
        for one in kept { again.add(other, (start + one.range.lowerBound)..<(start + one.range.upperBound)) }
        #expect(again == sum, "seed \(seed)")
    }

    @Test func aHistogramOfAnotherLayoutIsPutInByTheMiddleOfItsCounters() {
        var rough = Histogram(significantDigits: 1)
        rough.record(5_000_000, count: 70_000)
        var merged = Histogram()
        merged.merge(rough)
        var counters = SparseCounters()
        #expect(append(rough.base64, to: &counters) == nil)
        #expect(counters.count == 0)
        counters.append(rough)
        var read = Histogram()
        read.add(counters, 0..<counters.count)
        #expect(read == merged)
    }

    @Test func whateverIsBrokenIsLeftToTheGeneralDecoderAndLeavesNothing() {
        var histogram = Histogram()
        for number in 1...50 { histogram.record(Int64(number) * 1_000_000) }
        let plain = histogram.encodedV2()
        var texts = ["", "HIST", "A", "====", "HISTFAAAAB14nJNp"]
        // A byte changed, and the end cut off, at every place.
        for place in plain.indices {
            var changed = plain
            changed[place] ^= 0x80
            texts += [Base64.encode(changed), Base64.encode(Array(plain[..<place]))]
        }
        for text in texts {
            var counters = SparseCounters()
            let count = append(text, to: &counters)
            let general = try? Histogram(base64: text)
            if let count {
                var read = Histogram()
                read.add(counters, 0..<counters.count)
                #expect(general == read && count == read.count, "\(text)")
            } else {
                #expect(counters.count == 0, "\(text)")
            }
        }
    }

    @Test(arguments: 0...40)
    func base64OfAnyLengthComesBack(length: Int) throws {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        let text = Array(Base64.encode(bytes).utf8)
        #expect(text.withUnsafeBufferPointer { Base64.decode($0) } == bytes)
        var broken = text
        if !broken.isEmpty { broken[broken.count / 2] = UInt8(ascii: "!") }
        #expect(broken.withUnsafeBufferPointer { Base64.decode($0) } == (broken.isEmpty ? [] : nil))
    }
}
