/// How many of the seconds observed were bad.
package struct SecondCount: Sendable, Equatable, Codable {
    /// The seconds that held an error or a stall.
    package var bad: Int

    /// The seconds observed.
    package var seconds: Int

    /// Creates a count.
    package init(bad: Int = 0, of seconds: Int = 0) {
        self.bad = bad
        self.seconds = seconds
    }

    /// The share of bad seconds; not a number when none were observed.
    package var share: Double { seconds > 0 ? Double(bad) / Double(seconds) : .nan }

    /// Whether there can be such a count.
    package var isPossible: Bool { bad >= 0 && bad <= seconds && seconds > 0 }

    /// The count as text; no bad second among many is an upper bound, never zero percent.
    package var description: String {
        guard bad == 0, seconds > 0 else { return "\(bad) of \(seconds) s" }
        return "0 of \(seconds) s (below \(Percent.plain(3 / Double(seconds))) at 95 %)"
    }

    /// Adds up two counts.
    package static func += (left: inout SecondCount, right: SecondCount) {
        left.bad += right.bad
        left.seconds += right.seconds
    }
}
