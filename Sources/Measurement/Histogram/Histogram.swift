/// How often each duration was seen, in nanoseconds, with a fixed relative error.
///
/// A histogram of the HdrHistogram kind: 1 ns to one hour with three significant digits by default, so that a change of 1 % is visible.
/// Its memory depends on the span of the values, never on how many there were, and two histograms of the same layout merge without loss.
/// Quantiles of merged histograms are true quantiles; averages of quantiles are not.
///
/// The counters are kept for the part of the layout that has been touched, so an empty histogram costs nothing and a copy is shared until
/// it changes.
public struct Histogram: Sendable {
    /// Where the counters stand.
    package let layout: HistogramLayout
    /// The counters from `base` on.
    var counts: [Int64] = []
    /// The layout's index of the first of the counters.
    var base = 0
    /// The lowest and highest index with a count; low > high when there is none.
    var low = Int.max
    var high = -1

    /// How many values were recorded.
    public private(set) var count: Int64 = 0
    /// How many of them were above the highest value and are counted as that one.
    public private(set) var saturated: Int64 = 0

    /// Creates an empty histogram for values from 1 to `highest` nanoseconds.
    ///
    /// - Precondition: 0 … 5 digits, and a highest value of at least 2.
    package init(significantDigits: Int = 3, highest: Int64 = 3_600_000_000_000) {
        guard let layout = HistogramLayout(lowest: 1, highest: highest, significantDigits: significantDigits) else {
            preconditionFailure("no histogram has \(significantDigits) digits up to \(highest)")
        }
        self.init(layout: layout)
    }

    /// Creates an empty histogram of a layout.
    package init(layout: HistogramLayout) {
        self.layout = layout
    }

    /// Counts a duration; one above the highest is counted as the highest and as saturated, one below zero as zero.
    package mutating func record(_ ns: Int64, count: Int64 = 1) {
        var value = Swift.max(ns, 0)
        if value > layout.highest {
            value = layout.highest
            saturated += count
        }
        add(count, at: layout.index(of: value))
    }

    /// Adds to the counter at an index of the layout.
    mutating func add(_ amount: Int64, at index: Int) {
        precondition(amount >= 0, "a histogram can't count \(amount) values")
        guard amount > 0 else { return }
        if index < base || index >= base + counts.count { hold(index...index) }
        counts[index - base] += amount
        count += amount
        low = Swift.min(low, index)
        high = Swift.max(high, index)
    }

    /// Takes in all counters of an empty histogram at once, in the order of their indices, so that memory is asked for once.
    ///
    /// - Precondition: indices of the layout that rise, counts above zero whose sum is no overflow.
    mutating func fill(_ counters: [(index: Int, count: Int64)]) {
        guard let first = counters.first, let last = counters.last else { return }
        precondition(count == 0, "a histogram of \(count) values can't be filled")
        hold(first.index...last.index)
        for (index, amount) in counters {
            counts[index - base] = amount
            count += amount
        }
        low = first.index
        high = last.index
    }

    /// Makes room for the counters of a range, in steps of half a bucket, so that growing is rare.
    mutating func hold(_ range: ClosedRange<Int>) {
        let step = 1 << layout.subBucketHalfMagnitude
        let wanted =
            (range.lowerBound / step * step)..<Swift.min((range.upperBound / step + 1) * step, layout.counterCount)
        if counts.isEmpty {
            base = wanted.lowerBound
            counts = Array(repeating: 0, count: wanted.count)
            return
        }
        let held = base..<(base + counts.count)
        if wanted.upperBound > held.upperBound {
            counts.append(contentsOf: repeatElement(0, count: wanted.upperBound - held.upperBound))
        }
        if wanted.lowerBound < held.lowerBound {
            counts.insert(contentsOf: repeatElement(0, count: held.lowerBound - wanted.lowerBound), at: 0)
            base = wanted.lowerBound
        }
    }

    /// Notes values that were above the highest and are in the counters already.
    mutating func noteSaturated(_ amount: Int64) {
        saturated += amount
    }

    /// Notes values that were added to counters of a range whose ends aren't zero.
    mutating func noteAdded(_ amount: Int64, within range: ClosedRange<Int>) {
        count += amount
        low = Swift.min(low, range.lowerBound)
        high = Swift.max(high, range.upperBound)
    }

    /// Adds what another histogram counted; lossless when both have the same layout.
    package mutating func merge(_ other: Histogram) {
        guard other.count > 0 else { return }
        if count == 0, layout == other.layout {
            self = other
            return
        }
        if layout == other.layout {
            hold(other.low...other.high)
            // The sum is checked, and no counter is greater than the sum: so they can be added without looking.
            count += other.count
            let (start, from, length) = (other.low - base, other.low - other.base, other.high - other.low + 1)
            counts.withUnsafeMutableBufferPointer { mine in
                other.counts.withUnsafeBufferPointer { theirs in
                    // In bounds: `hold` made room for the other's range, which the other holds.
                    for index in 0..<length { mine[start &+ index] &+= theirs[from &+ index] }
                }
            }
            low = Swift.min(low, other.low)
            high = Swift.max(high, other.high)
            saturated += other.saturated
        } else {
            for bucket in other.buckets { record(bucket.middle, count: bucket.count) }
            saturated += other.saturated
        }
    }

    /// Forgets everything; only the counters that were touched are cleared, and the memory is kept.
    package mutating func reset() {
        if low <= high {
            let touched = (low - base)..<(high - base + 1)
            counts.withUnsafeMutableBufferPointer { $0[touched].update(repeating: 0) }
        }
        low = .max
        high = -1
        count = 0
        saturated = 0
    }

    /// The count at an index of the layout.
    func count(at index: Int) -> Int64 {
        index < base || index >= base + counts.count ? 0 : counts[index - base]
    }
}

extension Histogram: Equatable {
    /// Whether both have the same layout and counted the same values.
    public static func == (lhs: Histogram, rhs: Histogram) -> Bool {
        guard lhs.layout == rhs.layout, lhs.count == rhs.count, lhs.saturated == rhs.saturated, lhs.low == rhs.low,
            lhs.high == rhs.high
        else { return false }
        return lhs.low > lhs.high || (lhs.low...lhs.high).allSatisfy { lhs.count(at: $0) == rhs.count(at: $0) }
    }
}
