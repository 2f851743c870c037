import Foundation

/// What is different about the head build in a simulation.
package enum InjectedChange: String, Sendable, CaseIterable {
    /// Nothing: each fail is a false one.
    case nothing = "A/A"
    /// The median of one endpoint is ten percent higher.
    case median = "+10 % p50"
    /// The 99th percentile of one endpoint is twenty percent higher.
    case tail = "+20 % p99w"
    /// The throughput is five percent lower.
    case throughput = "−5 % throughput"
    /// Every metric is worse by exactly its tolerance: the worst case of a false fail.
    case tolerated = "all at tolerance"

    /// Returns the logarithm by which a metric of an endpoint gets worse.
    func shift(_ kind: Metric.Kind, endpoint: Int) -> Double {
        switch (self, kind) {
        case (.median, .p50) where endpoint == 0: log(1.10)
        case (.tail, .p99w) where endpoint == 0: log(1.20)
        case (.throughput, .throughput): -log(0.95)
        case (.tolerated, _): MetricTerms.usual(for: kind).tolerance
        default: 0
        }
    }
}
