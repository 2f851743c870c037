/// The counters that aren't zero of many histograms, one behind the other in four bytes each.
///
/// For readers of hundreds of thousands of slices: an hour of a hundred endpoints takes tens of megabytes this way, and gigabytes as
/// histograms, whose counters stand side by side with all zeros between them. The counters are those of the usual layout; a histogram of
/// another one is put there as when histograms are merged.
package struct SparseCounters: Sendable {
    /// A counter's place in the upper half of a word and its count in the lower; a count that needs more stands in the two words behind a
    /// zero, the lower half first, and the place once more behind them.
    private(set) var words: [UInt32] = []
    /// The bytes of a text while it is decoded; kept, so that memory is asked for once.
    private var scratch: [UInt8] = []

    static let layout = Histogram().layout

    /// Creates an empty list.
    package init() {}

    /// How many words there are; what is appended next begins here.
    package var count: Int { words.count }

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

    /// Takes back what was appended from a word on.
    mutating func cut(to count: Int) { words.removeLast(words.count - count) }

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
    /// Adds the counters of one histogram, by the words that it takes in a list of many.
    ///
    /// - Precondition: this histogram has the usual layout, and the range is one that was appended at a time.
    package mutating func add(_ counters: SparseCounters, _ range: Range<Int>) {
        precondition(layout == SparseCounters.layout, "sparse counters have the usual layout")
        guard !range.isEmpty else { return }
        let words = counters.words
        let (first, last) = (Int(words[range.lowerBound] >> 16), Int(words[range.upperBound - 1] >> 16))
        hold(first...last)
        let start = base
        let sum = self.counts.withUnsafeMutableBufferPointer { mine in
            words.withUnsafeBufferPointer { theirs in
                var (sum, place) = (Int64(0), range.lowerBound)
                // In bounds: the words of a histogram lie within the range, and each index is looked at.
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
        noteAdded(sum, within: first...last)
    }
}
