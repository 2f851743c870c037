internal import Foundation

/// A page of the operation GetMetricData, as the JSON protocol has it but for the capitals that its keys begin with.
struct MetricDataQuestion: Encodable, Equatable {
    struct Dimension: Codable, Equatable {
        let name: String
        let value: String
    }

    struct Metric: Encodable, Equatable {
        let namespace: String
        let metricName: String
        let dimensions: [Dimension]
    }

    struct Statistic: Encodable, Equatable {
        let metric: Metric
        let period: Int
        let stat: String
    }

    struct Query: Encodable, Equatable {
        let id: String
        let metricStat: Statistic
    }

    /// Seconds since 1970.
    let startTime: Int
    /// Seconds since 1970; not itself in the range.
    let endTime: Int
    let scanBy = "TimestampAscending"
    let metricDataQueries: [Query]
    var nextToken: String?

    /// The question for metrics that share a period.
    init(_ metrics: [(id: String, metric: CloudWatch.Metric)], period: Int, range: Range<Date>) {
        let whole = Self.widened(range, to: period)
        startTime = whole.lowerBound
        endTime = whole.upperBound
        metricDataQueries = metrics.map { id, metric in
            let dimensions = metric.dimensions.sorted { $0.key < $1.key }.map {
                Dimension(name: $0.key, value: $0.value)
            }
            return Query(
                id: id,
                metricStat: Statistic(
                    metric: Metric(namespace: metric.namespace, metricName: metric.name, dimensions: dimensions),
                    period: period, stat: metric.statistic.name))
        }
    }

    /// The range widened to whole periods: CloudWatch files a datapoint under its period's beginning, which may lie before the run's.
    static func widened(_ range: Range<Date>, to period: Int) -> Range<Int> {
        let first = Int((range.lowerBound.timeIntervalSince1970 / Double(period)).rounded(.down)) * period
        let end = Int((range.upperBound.timeIntervalSince1970 / Double(period)).rounded(.up)) * period
        return first..<max(end, first + period)
    }
}
