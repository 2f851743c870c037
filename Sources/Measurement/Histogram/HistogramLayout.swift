/// Where a value's counter stands in a histogram of the HdrHistogram kind.
///
/// Values are grouped in buckets, each twice as wide as the one before, and each bucket in equally wide sub-buckets, enough of them to
/// keep the wanted number of significant decimal digits. The arithmetic is HdrHistogram's own, so that encoded histograms are
/// exchangeable with its other implementations.
package struct HistogramLayout: Sendable, Hashable {
    /// The smallest difference that is told apart: 1 or above.
    package let lowest: Int64
    /// The greatest value that is told apart; greater ones are counted as this one.
    package let highest: Int64
    /// How many decimal digits of a value are kept: 0 … 5.
    package let significantDigits: Int
    /// How many counters there are.
    package let counterCount: Int

    let unitMagnitude: Int
    let subBucketHalfMagnitude: Int
    let subBucketMask: Int64
    let leadingZerosBase: Int

    /// Lays out the counters, or answers nil when no histogram can have these limits.
    package init?(lowest: Int64, highest: Int64, significantDigits: Int) {
        guard (0...5).contains(significantDigits), lowest >= 1, lowest <= Int64.max / 2, highest >= 2 * lowest else {
            return nil
        }
        var largestWithUnitResolution: Int64 = 2
        for _ in 0..<significantDigits { largestWithUnitResolution *= 10 }
        // The power of two that holds 2 · 10^digits.
        let subBucketMagnitude = Int64.bitWidth - (largestWithUnitResolution - 1).leadingZeroBitCount
        let unitMagnitude = Int64.bitWidth - 1 - lowest.leadingZeroBitCount
        guard unitMagnitude + subBucketMagnitude <= 61 else { return nil }

        self.lowest = lowest
        self.highest = highest
        self.significantDigits = significantDigits
        self.unitMagnitude = unitMagnitude
        subBucketHalfMagnitude = max(subBucketMagnitude, 1) - 1
        subBucketMask = ((Int64(1) << (subBucketHalfMagnitude + 1)) - 1) << unitMagnitude
        leadingZerosBase = Int64.bitWidth - unitMagnitude - subBucketHalfMagnitude - 1

        var buckets = 1
        var smallestBeyond = (Int64(1) << (subBucketHalfMagnitude + 1)) << unitMagnitude
        while smallestBeyond <= highest {
            buckets += 1
            guard smallestBeyond <= Int64.max / 2 else { break }
            smallestBeyond <<= 1
        }
        counterCount = (buckets + 1) << subBucketHalfMagnitude
    }

    /// The counter of a value between 0 and the highest.
    @inline(__always)
    package func index(of value: Int64) -> Int {
        let bucket = leadingZerosBase - (value | subBucketMask).leadingZeroBitCount
        let subBucket = Int(truncatingIfNeeded: value >> Int64(truncatingIfNeeded: bucket + unitMagnitude))
        return ((bucket + 1) << subBucketHalfMagnitude) + (subBucket - (1 << subBucketHalfMagnitude))
    }

    /// The smallest value that a counter stands for.
    package func lowestValue(at index: Int) -> Int64 {
        let (bucket, subBucket) = position(of: index)
        return Int64(subBucket) << Int64(bucket + unitMagnitude)
    }

    /// The greatest value that a counter stands for.
    package func highestValue(at index: Int) -> Int64 {
        let (bucket, subBucket) = position(of: index)
        let (next, overflow) = Int64(subBucket + 1).multipliedReportingOverflow(
            by: Int64(1) << Int64(bucket + unitMagnitude))
        return overflow ? .max : next - 1
    }

    /// The value in the middle of those that a counter stands for.
    package func middleValue(at index: Int) -> Int64 {
        let low = lowestValue(at: index)
        return low + (highestValue(at: index) - low + 1) / 2
    }

    private func position(of index: Int) -> (bucket: Int, subBucket: Int) {
        let half = 1 << subBucketHalfMagnitude
        let bucket = (index >> subBucketHalfMagnitude) - 1
        let subBucket = (index & (half - 1)) + half
        return bucket < 0 ? (0, subBucket - half) : (bucket, subBucket)
    }
}
