public import struct Foundation.Date

extension RunReport {
    /// When the run took place, or the part of it that the report is about; nil when that isn't known.
    ///
    /// From the beginning of the report's first phase to the end of its last one: what lies between them is in the range, too. Other sources of
    /// facts about the run – the platform's metrics, logs – are asked for this range.
    public var time: Range<Date>? {
        guard let started else { return nil }
        let spans = phaseSpans
        guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else { return nil }
        return started.addingTimeInterval(first.seconds)..<started.addingTimeInterval(last.seconds)
    }
}
