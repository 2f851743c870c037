internal import Foundation

/// The operation PutMetricData, as the JSON protocol has it but for the capitals that its keys begin with.
struct PutMetricData: Encodable {
    struct Datum: Encodable {
        let metricName: String
        let dimensions: [MetricDataQuestion.Dimension]
        /// Seconds since 1970.
        let timestamp: Double
        let unit: String
        let value: Double?
        let values: [Double]?
        let counts: [Double]?

        init(_ metric: PublishedMetric) {
            metricName = metric.name
            dimensions = metric.dimensions.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
            timestamp = metric.time.timeIntervalSince1970.rounded()
            unit = metric.unit.rawValue
            switch metric.values {
            case .single(let single):
                (value, values, counts) = (single, nil, nil)
            case .distribution(let pairs):
                (value, values, counts) = (nil, pairs.map(\.value), pairs.map(\.count))
            }
        }
    }

    let namespace: String
    let metricData: [Datum]

    /// CloudWatch takes 1,000 metrics and a megabyte at once; a distribution can have 8 KB.
    static let mostAtOnce = 100
}

/// An answer without content.
struct NoContent: Decodable {}
