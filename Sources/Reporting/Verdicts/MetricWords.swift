internal import Foundation
package import Gate

/// Levels of metrics as a reader takes them in.
package enum MetricWords {
    /// Returns a level with its unit: "20.1 ms", "812 /s", "0.3 %".
    package static func level(_ value: Double, _ metric: Metric) -> String {
        switch metric.unit {
        case "ns" where value < 1e6: String(format: "%.4g µs", value / 1e3)
        case "ns": String(format: "%.4g ms", value / 1e6)
        case "per_s": String(format: "%.4g/s", value)
        case "s": String(format: "%.4g s", value)
        default: Percent.plain(value)
        }
    }
}
