/// The counters that aren't zero of many histograms, one behind the other in four bytes each.
///
/// For readers of hundreds of thousands of slices: an hour of a hundred endpoints takes tens of megabytes this way, and gigabytes as
/// histograms, whose counters stand side by side with all zeros between them. The counters are those of the usual layout; a histogram of
/// another one is put there as when histograms are merged.
package struct SparseCounters: Sendable {
    /// A counter's place in the upper half of a word and its count in the lower; a count that needs more stands in the two words behind a
    /// zero, the lower half first, and the place once more behind them.
    private(set) var words: [UInt32] = []

    static let layout = Histogram().layout

    /// Creates an empty list.
    package init() {}

    /// How many words there are; what is appended next begins here.
    package var count: Int { words.count }

    /// The longest time among those of the last histogram, which begins at a word; zero where it has none.
    package func longest(from start: Int) -> Int64 {
        guard words.count > start else { return 0 }
        return Self.layout.highestValue(at: Int(words[words.count - 1] >> 16))
    }

    /// Appends what a histogram counted.
    package mutating func append(_ histogram: Histogram) {
        guard histogram.layout == Self.layout else {
            var usual = Histogram()
            usual.merge(histogram)
            append(usual)
            return
        }
        guard histogram.low <= histogram.high else { return }
        for index in histogram.low...histogram.high { append(histogram.count(at: index), at: index) }
    }

    /// Appends what stands in the base64 text of a histogram, without making one.
    ///
    /// - Returns: how many values there were, the longest of them, and the words they take; nil, with nothing appended, for whatever isn't a histogram as this
    ///   program writes it. The general decoder, ``Histogram/init(base64Bytes:)``, reads that or finds the words for what is wrong with it.
    package mutating func append(
        base64 text: UnsafeBufferPointer<UInt8>, by decoder: inout SparseDecoder
    ) -> (count: Int64, longest: Int64, words: Range<Int>)? {
        guard let decoded = decoder.decode(base64: text) else { return nil }
        let start = words.count
        decoder.words.withUnsafeBufferPointer {
            words.append(contentsOf: UnsafeBufferPointer(rebasing: $0[..<decoded.words]))
        }
        return (decoded.count, decoded.longest, start..<words.count)
    }

    /// Appends all that another list holds.
    ///
    /// - Returns: where its first word stands now.
    package mutating func append(_ other: SparseCounters) -> Int {
        defer { words += other.words }
        return words.count
    }

    mutating func append(_ count: Int64, at index: Int) {
        let place = UInt32(index) << 16
        if count > 0xffff {
            words += [place, UInt32(truncatingIfNeeded: count), UInt32(truncatingIfNeeded: count >> 32), place]
        } else if count > 0 {
            words.append(place | UInt32(count))
        }
    }
}

extension Histogram {
    /// Adds the counters of one histogram, or of several that stand side by side, by the words that they take in a list of many.
    ///
    /// - Precondition: this histogram has the usual layout, and the range begins and ends where histograms do.
    package mutating func add(_ counters: SparseCounters, _ range: Range<Int>) {
        precondition(layout.highest == SparseCounters.layout.highest, "sparse counters have the usual layout")
        precondition(range.lowerBound >= 0 && range.upperBound <= counters.words.count, "words that aren't there")
        counters.words.withUnsafeBufferPointer { words in
            var rest = UnsafeBufferPointer(rebasing: words[range])
            while let word = rest.first {
                let index = Int(word >> 16)
                precondition(index < layout.counterCount, "a counter lies outside of its histogram's range")
                hold(index...index)
                rest = UnsafeBufferPointer(rebasing: rest[addHeld(rest)...])
            }
        }
    }

    /// Adds words up to the first whose counter isn't held, and returns how many those were.
    private mutating func addHeld(_ words: UnsafeBufferPointer<UInt32>) -> Int {
        let start = base
        var (place, sum, lowest, highest) = (0, Int64(0), Int.max, -1)
        counts.withUnsafeMutableBufferPointer { mine in
            // In bounds: below the words' number, and each index is looked at.
            while place < words.count {
                let word = words[place]
                let index = Int(word >> 16) &- start
                guard index >= 0, index < mine.count else { break }
                var amount = Int64(word & 0xffff)
                place += 1
                // A count of its own words is followed by two that are no places, and by the place once more.
                if amount == 0, place + 3 <= words.count {
                    amount = Int64(words[place]) | Int64(words[place + 1]) << 32
                    place += 3
                }
                mine[index] &+= amount
                sum += amount
                lowest = Swift.min(lowest, index)
                highest = Swift.max(highest, index)
            }
        }
        if lowest <= highest { noteAdded(sum, within: (lowest + start)...(highest + start)) }
        return place
    }
}
