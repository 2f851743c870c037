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
    /// - Throws: a text that says all that is wrong with it.
    mutating func pageArrived(_ page: MetricDataPage) throws(Malformation) {
        var seen: Set<String> = []
        let faults = page.metricDataResults.enumerated().compactMap { place, result in
            fault(of: result, isNew: seen.insert(result.id).inserted).map { "MetricDataResults[\(place)]\($0)" }
        }
        guard faults.isEmpty else {
            let rest = faults.count > 5 ? ", and \(faults.count - 5) more" : ""
            throw Malformation(faults.prefix(5).joined(separator: ", ") + rest)
        }
        for result in page.metricDataResults {
            points[result.id, default: []] += zip(result.timestamps ?? [], result.values ?? []).map {
                MetricPoint(time: Date(timeIntervalSince1970: $0), value: $1)
            }
            let text = (result.messages ?? []).map(\.text).joined(separator: ", ")
            // A metric is partial on every page but its last.
            status[result.id] = (result.statusCode ?? "Complete", text)
        }
        warnings += (page.messages ?? []).map { "CloudWatch says: \($0.text)" }
    }

    /// What is wrong with a result, as it follows its place.
    private func fault(of result: MetricDataPage.Result, isNew: Bool) -> String? {
        guard metrics.contains(where: { $0.id == result.id }) else {
            return ".Id is “\(result.id.prefix(40))”, which wasn't asked for"
        }
        guard isNew else { return ".Id is “\(result.id)” once more, whose values would count twice" }
        let (times, values) = (result.timestamps ?? [], result.values ?? [])
        guard times.count == values.count else {
            return " has \(times.count) Timestamps, but \(values.count) Values"
        }
        guard times.allSatisfy({ $0.magnitude < 1e11 }) else {
            return ".Timestamps holds one that isn't in seconds since 1970"
        }
        return nil
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
