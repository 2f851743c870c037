/// What a custom gauge was set to.
package struct GaugeTally: Sendable, Hashable {
    /// The value set last, and when, in nanoseconds from the run's start.
    package var last: Double, lastNs: Int64
    /// The least and the greatest value set.
    package var min: Double, max: Double
    /// The sum of the values set and how many there were.
    package var sum: Double, count: Int64

    /// Creates a tally of one value.
    package init(_ value: Double, atNs: Int64) {
        last = value
        lastNs = atNs
        min = value
        max = value
        sum = value
        count = 1
    }

    /// The tally of both; the later of the last values wins.
    package func merged(with other: GaugeTally) -> GaugeTally {
        var merged = other.lastNs >= lastNs ? other : self
        merged.min = Swift.min(min, other.min)
        merged.max = Swift.max(max, other.max)
        merged.sum = sum + other.sum
        merged.count = count + other.count
        return merged
    }
}
