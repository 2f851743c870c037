public import struct Foundation.Date

/// One datapoint of a series.
public struct MetricPoint: Sendable, Equatable {
    /// When it was, or when the period that it stands for began.
    public let time: Date
    /// The value in the source's own unit.
    public let value: Double

    package init(time: Date, value: Double) {
        self.time = time
        self.value = value
    }
}
