import Fuzzing
import Testing

@testable import Measurement

/// Damaged text of histograms and durations: refused, or a value that holds together.
@Suite struct DamagedTextTests {
    @Test func damagedBase64IsRefusedOrHoldsTogether() throws {
        var numbers = Dice(seed: 17)
        var histogram = Histogram()
        for _ in 0..<100 { histogram.record(numbers.nanoseconds()) }
        var refused = 0
        Damage(histogram.base64, histogram.shortBase64).forEach(rounds: 500) { text, note in
            let bytes = try? text.withUnsafeBufferPointer { try Histogram(base64Bytes: $0) }
            let words = try? Histogram(base64: String(decoding: text, as: UTF8.self))
            #expect(bytes == words, "\(note)")
            guard let bytes else { return refused += 1 }
            #expect(bytes.buckets.reduce(0) { $0 + $1.count } == bytes.count, "\(note)")
            var sum = histogram
            sum.merge(bytes)
            _ = (sum.value(atQuantile: 0.99), sum.shortBase64)
        }
        #expect(refused > 62)
    }

    @Test func damagedDurationsAreNoneOrWithinTheirBounds() {
        Damage("2h30m", "1.5s", "250ms", "10000h", "3d4h5m6s7ms8us9ns", "1µs").forEach(rounds: 750) { text, note in
            guard let duration = Duration(text: String(decoding: text, as: UTF8.self)) else { return }
            #expect(duration >= .zero && duration <= .seconds(36_000_000), "\(note)")
        }
    }
}
