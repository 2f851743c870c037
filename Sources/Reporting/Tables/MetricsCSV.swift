internal import Measurement
internal import Results

/// A fourth file beside Locust's three, for the suite's own metrics; times in milliseconds like theirs.
///
/// A column that a kind of metric doesn't have is empty: a counter has a total and a rate, a gauge its values, a timing its quantiles.
enum MetricsCSV {
    static let columns = [
        "Name", "Kind", "Total", "Rate/s", "Last", "Min", "Max", "Mean", "Count", "50%", "90%", "95%", "99%", "99.9%",
    ]

    static func text(_ report: RunReport) -> String {
        CSV.text([columns] + report.metrics.map(row))
    }

    private static func row(_ metric: MetricReport) -> [String] {
        func number(_ figure: Figure<Double>) -> String { figure.value?.short(digits: 6) ?? "" }
        func ms(_ figure: Figure<Duration>) -> String {
            figure.value.map { ($0.seconds * 1_000).short(digits: 6) } ?? ""
        }
        let times = metric.timing
        let isTiming = metric.kind == .timing
        return [
            metric.name, metric.kind?.rawValue ?? "", number(metric.total), number(metric.rate), number(metric.last),
        ]
            + (isTiming
                ? [ms(times.min), ms(times.max), ms(times.mean), String(times.count)]
                : [number(metric.min), number(metric.max), number(metric.mean), ""])
            + [times.p50, times.p90, times.p95, times.p99, times.p999].map(ms)
    }
}
