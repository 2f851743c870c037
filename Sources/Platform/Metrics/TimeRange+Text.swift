internal import Foundation

extension Range<Date> {
    /// The range in coordinated universal time: `2026-11-21 03:06:02 to 03:16:02 UTC`.
    var text: String {
        var style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt)
        style = style.year().month().day().time(includingFractionalSeconds: false)
        let (first, last) = (lowerBound.formatted(style), upperBound.formatted(style))
        let isSameDay = first.prefix(10) == last.prefix(10)
        return "\(first) to \(isSameDay ? String(last.dropFirst(11)) : last) UTC"
    }
}
