extension Histogram {
    /// A counter that isn't zero, with the values it stands for.
    package struct Bucket: Sendable, Equatable {
        /// The smallest and the greatest value counted here, in nanoseconds.
        package let low, high: Int64
        /// How many there were.
        package let count: Int64
        /// The value in the middle.
        package var middle: Int64 { low + (high - low + 1) / 2 }
    }

    /// The counters that aren't zero, from the smallest values to the greatest.
    package var buckets: some Sequence<Bucket> {
        (low <= high ? low..<(high + 1) : 0..<0).lazy.filter { counts[$0 - base] > 0 }.map { index in
            Bucket(
                low: layout.lowestValue(at: index), high: layout.highestValue(at: index), count: counts[index - base])
        }
    }

    /// The smallest value recorded, to the histogram's precision; nil when there is none.
    public var min: Int64? { count > 0 ? layout.lowestValue(at: low) : nil }

    /// The greatest value recorded, to the histogram's precision; nil when there is none.
    public var max: Int64? { count > 0 ? layout.highestValue(at: high) : nil }

    /// The arithmetic mean, to the histogram's precision; nil when there are no values.
    public var mean: Double? {
        guard count > 0 else { return nil }
        var sum = 0.0
        for index in low...high where counts[index - base] > 0 {
            sum += Double(layout.middleValue(at: index)) * Double(counts[index - base])
        }
        return sum / Double(count)
    }

    /// The standard deviation of the values recorded; nil when there are none.
    public var standardDeviation: Double? {
        guard let mean else { return nil }
        var sum = 0.0
        for index in low...high where counts[index - base] > 0 {
            let deviation = Double(layout.middleValue(at: index)) - mean
            sum += deviation * deviation * Double(counts[index - base])
        }
        return (sum / Double(count)).squareRoot()
    }

    /// The value that a share of all recorded values doesn't exceed, in nanoseconds; nil when there are none.
    ///
    /// The rank is ⌈q · n⌉, at least 1, and the answer the greatest value of that rank's counter, as in HdrHistogram.
    ///
    /// - Parameter quantile: 0 … 1.
    public func value(atQuantile quantile: Double) -> Int64? {
        guard count > 0 else { return nil }
        precondition((0...1).contains(quantile), "a quantile is between 0 and 1, not \(quantile)")
        // One step down, so that 0.07 · 100 = 7.000000000000001 asks for the seventh value and not for the eighth.
        let rank = Swift.max(1, Int64((quantile.nextDown * Double(count)).rounded(.up)))
        let index = counts.withUnsafeBufferPointer { counts in
            // In bounds: the lowest and the highest index with a count are held.
            var (seen, index, end) = (Int64(0), low - base, high - base + 1)
            while index + 16 <= end {
                var sum: Int64 = 0
                for place in index..<(index + 16) { sum &+= counts[place] }
                guard seen + sum < rank else { break }
                seen += sum
                index += 16
            }
            end -= 1
            while index < end {
                seen += counts[index]
                if seen >= rank { break }
                index += 1
            }
            return index + base
        }
        return layout.highestValue(at: index)
    }

    /// How many values were at most this one, to the histogram's precision.
    public func count(atOrBelow ns: Int64) -> Int64 {
        guard count > 0, ns >= 0 else { return 0 }
        let last = Swift.min(layout.index(of: Swift.min(ns, layout.highest)), high)
        guard last >= low else { return 0 }
        return counts[(low - base)...(last - base)].reduce(0, +)
    }
}
