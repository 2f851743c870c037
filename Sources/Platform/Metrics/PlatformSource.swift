public import struct Foundation.Date

/// A place that platform metrics are read from.
public protocol PlatformSource: Sendable {
    /// The series for a time range.
    ///
    /// Never throws: what can't be read is a series whose figures are missing and say why, so that a test's other limits are judged all the same.
    func metrics(during range: Range<Date>) async -> PlatformMetrics
}
