internal import Foundation
internal import Measurement

/// Collects the pages of an answer to GetMetricData into series: pure.
struct MetricDataBook {
    /// More pages than any run fills: 100,800 datapoints come with each.
    static let mostPages = 100

    private var points: [String: [MetricPoint]] = [:]
    private var status: [String: (code: String, text: String)] = [:]
    private var warnings: [String] = []
    private let metrics: [(id: String, metric: CloudWatch.Metric)]

    init(_ metrics: [(id: String, metric: CloudWatch.Metric)]) {
        self.metrics = metrics
    }

    /// Takes a page in.
    ///
    /// - Throws: a text that says what is wrong with it.
    mutating func pageArrived(_ page: MetricDataPage) throws(Malformation) {
        for (place, result) in page.metricDataResults.enumerated() {
            let path = "MetricDataResults[\(place)]"
            guard metrics.contains(where: { $0.id == result.id }) else {
                throw Malformation("\(path).Id is “\(result.id.prefix(40))”, which wasn't asked for")
            }
            let (times, values) = (result.timestamps ?? [], result.values ?? [])
            guard times.count == values.count else {
                throw Malformation("\(path) has \(times.count) Timestamps, but \(values.count) Values")
            }
            guard times.allSatisfy({ $0.magnitude < 1e11 }) else {
                throw Malformation("\(path).Timestamps holds one that isn't in seconds since 1970")
            }
            points[result.id, default: []] += zip(times, values).map {
                MetricPoint(time: Date(timeIntervalSince1970: $0), value: $1)
            }
            let text = (result.messages ?? []).map(\.text).joined(separator: ", ")
            // A metric is partial on every page but its last.
            status[result.id] = (result.statusCode ?? "Complete", text)
        }
        warnings += (page.messages ?? []).map { "CloudWatch says: \($0.text)" }
    }

    /// The series in the order in which they were asked for, once the last page is in.
    func series(from source: String, range: Range<Date>) -> [MetricSeries] {
        metrics.map { id, metric in
            let content: MetricSeries.Content
            let sorted = (points[id] ?? []).sorted { $0.time < $1.time }
            if let (code, text) = status[id] {
                if code != "Complete" {
                    content = .unread(
                        "\(source) has “\(metric.series)” only in part (\(code)\(text.isEmpty ? "" : ": \(text)"))")
                } else if !sorted.isEmpty {
                    content = .points(sorted)
                } else if metric.zeroWhenAbsent {
                    content = .zero
                } else {
                    content = .empty(
                        "\(source) has no datapoints of \(metric.summary) from \(range.text); check namespace, name and dimensions, "
                            + "or choose zeroWhenAbsent for a count that is published only when there is something to count"
                    )
                }
            } else {
                content = .unread("\(source) left \(metric.summary) out of its answer")
            }
            return MetricSeries(name: metric.series, meaning: metric.statistic.meaning, content: content)
        }
    }

    var notes: [String] { warnings }
}
