internal import Measurement

/// How far the cluster's clock is ahead of ours, narrowed down by each answer that bears a date.
///
/// An answer's date is cut off to the second: the server's clock stood between it and a second later, at some time between
/// our question and its answer. Every answer gives an interval for the difference, and all of them together a small one.
package struct ClockSkew: Sendable, Equatable {
    /// The least and the greatest difference that fits all answers; nil before the first.
    package private(set) var bounds: (least: Duration, greatest: Duration)?

    /// Makes an estimate of nothing.
    package init() {}

    /// Takes in an answer.
    package mutating func answered(date: WallTime, sent: WallTime, received: WallTime) {
        let least = date - received
        let greatest = date + .seconds(1) - sent
        guard let bounds, max(bounds.least, least) <= min(bounds.greatest, greatest) else {
            // The first answer; or a clock was set since, and what was known before is of no use.
            bounds = (least, greatest)
            return
        }
        self.bounds = (max(bounds.least, least), min(bounds.greatest, greatest))
    }

    /// The difference to reckon with: none while none fits the answers, the middle of the interval otherwise.
    package var estimate: Duration {
        guard let bounds, bounds.least > .zero || bounds.greatest < .zero else { return .zero }
        return bounds.least + (bounds.greatest - bounds.least) / 2
    }

    /// What to tell of it, when it is worth telling.
    package var note: String? {
        let skew = estimate
        guard skew >= .seconds(2) || skew <= .seconds(-2) else { return nil }
        let size = (skew < .zero ? .zero - skew : skew).brief
        return
            "the cluster's clock is \(size) \(skew < .zero ? "behind" : "ahead of") this machine's: its times are corrected by that"
    }

    package static func == (left: ClockSkew, right: ClockSkew) -> Bool {
        left.bounds?.least == right.bounds?.least && left.bounds?.greatest == right.bounds?.greatest
    }

    /// Reads the date of an answer from kubectl's log at level 8: “Date: Sat, 21 Nov 2026 03:31:42 GMT”, in a log line of
    /// its own up to kubectl 1.32, on a line of its own behind a tab from 1.33 on.
    package static func date(inLog log: String) -> WallTime? {
        guard let range = log.firstRange(of: " Date: ") ?? log.firstRange(of: "\tDate: ") else { return nil }
        let fields = log[range.upperBound...].prefix { !$0.isNewline }.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard fields.count >= 5, let month = months.firstIndex(of: String(fields[2])) else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return WallTime("\(fields[3])-\(number)-\(fields[1])T\(fields[4])Z")
    }
}
