import Foundation

@testable import Platform

/// A time so many seconds after one that is a whole number of hours.
func second(_ seconds: Double) -> Date {
    Date(timeIntervalSince1970: 1_795_230_000 + seconds)
}

/// Datapoints a minute apart.
func minutes(_ values: Double...) -> [MetricPoint] {
    values.enumerated().map { MetricPoint(time: second(Double($0.offset) * 60), value: $0.element) }
}
