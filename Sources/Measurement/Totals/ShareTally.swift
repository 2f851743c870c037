/// A share that is measured once a second, over many seconds; a second in which nobody measured it isn't counted.
package struct ShareTally: Sendable, Hashable {
    /// The sum of the shares.
    package private(set) var sum = 0.0
    /// The seconds in which it was measured.
    package private(set) var count = 0
    /// The greatest share of a second, 0 … 1; nil when it wasn't measured.
    package private(set) var peak: Double?

    /// Creates an empty tally.
    package init() {}

    /// The mean share, 0 … 1; nil when it wasn't measured.
    package var mean: Double? { count > 0 ? sum / Double(count) : nil }

    /// Adds a second's share.
    package mutating func add(_ share: Double?) {
        guard let share else { return }
        sum += share
        count += 1
        peak = Swift.max(peak ?? share, share)
    }

    /// Adds other seconds.
    package mutating func merge(_ other: ShareTally) {
        sum += other.sum
        count += other.count
        peak = [peak, other.peak].compactMap(\.self).max()
    }
}
