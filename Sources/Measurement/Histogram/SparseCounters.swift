/// The counters that aren't zero of many histograms, one behind the other in four bytes each.
///
/// For readers of hundreds of thousands of slices: an hour of a hundred endpoints takes tens of megabytes this way, and gigabytes as
/// histograms, whose counters stand side by side with all zeros between them. The counters are those of the usual layout; a histogram of
/// another one is put there as when histograms are merged.
package struct SparseCounters: Sendable {
    /// A counter's place in the upper half of a word and its count in the lower; a count that needs more stands in the two words behind a
    /// zero, the lower half first, and the place once more behind them.
    private(set) var words: [UInt32] = []
    /// The bytes of a text while it is decoded, and its words; kept, so that memory is asked for once.
    private var scratch: [UInt8] = []
    private var fresh: [UInt32] = []

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

    /// Appends as many words as the body leaves at the beginning of the room that it gets; nothing where it answers nil.
    mutating func append(
        atMost most: Int, _ body: (UnsafeMutableBufferPointer<UInt32>) -> (words: Int, total: Int64)?
    ) -> Int64? {
        if fresh.count < most { fresh = Array(repeating: 0, count: most * 2) }
        guard let (count, total) = fresh.withUnsafeMutableBufferPointer({ body($0) }) else { return nil }
        words.append(contentsOf: fresh[..<count])
        return total
    }

    /// Hands over room for that many bytes, which keep nothing from one time to the next.
    mutating func withRoom<Result>(for count: Int, _ body: (inout SparseCounters, inout [UInt8]) -> Result) -> Result {
        var room = scratch
        scratch = []
        if room.count < count { room = Array(repeating: 0, count: count * 2) }
        defer { scratch = room }
        return body(&self, &room)
    }
}

extension Histogram {
    /// Adds the counters of one histogram, or of several that stand side by side, by the words that they take in a list of many.
    ///
    /// - Precondition: this histogram has the usual layout, and the range begins and ends where histograms do.
    package mutating func add(_ counters: SparseCounters, _ range: Range<Int>) {
        precondition(layout.highest == SparseCounters.layout.highest, "sparse counters have the usual layout")
        guard !range.isEmpty else { return }
        let span = counters.words.withUnsafeBufferPointer { Self.span(of: $0, range) }
        hold(span)
        let start = base
        let sum = self.counts.withUnsafeMutableBufferPointer { mine in
            counters.words.withUnsafeBufferPointer { theirs in
                var (sum, place) = (Int64(0), range.lowerBound)
                // In bounds: a range of an array's words, and each index is looked at.
                while place < range.upperBound {
                    let word = theirs[place]
                    let index = Int(word >> 16) - start
                    precondition(index >= 0 && index < mine.count, "a counter lies outside of its histogram's range")
                    var amount = Int64(word & 0xffff)
                    place += 1
                    if amount == 0, place + 3 <= range.upperBound {
                        amount = Int64(theirs[place]) | Int64(theirs[place + 1]) << 32
                        place += 3
                    }
                    mine[index] &+= amount
                    sum += amount
                }
                return sum
            }
        }
        noteAdded(sum, within: span)
    }

    /// The lowest and the highest index among words.
    private static func span(of words: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) -> ClosedRange<Int> {
        precondition(range.lowerBound >= 0 && range.upperBound <= words.count, "words that aren't there")
        var (low, high) = (UInt32.max, UInt32.min)
        var place = range.lowerBound
        while place < range.upperBound {
            let word = words[place]
            low = Swift.min(low, word >> 16)
            high = Swift.max(high, word >> 16)
            // A count of its own words is followed by two that are no places, and by the place once more.
            place += word & 0xffff == 0 ? 4 : 1
        }
        return Int(low)...Int(high)
    }
}
