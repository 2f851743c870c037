internal import Foundation
internal import Measurement
internal import Results

/// Three files in Locust's columns, times in milliseconds, and a fourth one for metrics of the suite's own.
///
/// `Type` is the method that an endpoint's name begins with, and `Name` the rest. Unlike Locust's, the times aren't rounded to two digits,
/// and quantiles are exact for the whole run. A row of the history is a second; its quantiles are that second's.
enum LocustCSV {
    static let quantiles: [(title: String, share: Double)] = [
        ("50%", 0.5), ("66%", 0.66), ("75%", 0.75), ("80%", 0.8), ("90%", 0.9), ("95%", 0.95), ("98%", 0.98),
        ("99%", 0.99),
        ("99.9%", 0.999), ("99.99%", 0.9999), ("100%", 1),
    ]

    static func files(_ run: StoredRun) throws -> [ReportFormat.File] {
        [
            ReportFormat.File(name: "plimsoll_stats.csv", text: stats(run)),
            ReportFormat.File(name: "plimsoll_stats_history.csv", text: try history(run)),
            ReportFormat.File(name: "plimsoll_failures.csv", text: failures(run)),
        ]
            + (run.report.metrics.isEmpty
                ? [] : [ReportFormat.File(name: "plimsoll_metrics.csv", text: MetricsCSV.text(run.report))])
    }

    static func stats(_ run: StoredRun) -> String {
        var rows: [[String]] = [
            [
                "Type", "Name", "Request Count", "Failure Count", "Median Response Time", "Average Response Time",
                "Min Response Time", "Max Response Time", "Average Content Size", "Requests/s", "Failures/s",
            ] + quantiles.map(\.title)
        ]
        for endpoint in run.report.endpoints {
            let (type, name) = split(endpoint.name, endpoint.kind)
            rows.append([type, name] + cells(endpoint))
        }
        rows.append(["", "Aggregated"] + cells(run.report))
        return CSV.text(rows)
    }

    static func history(_ run: StoredRun) throws -> String {
        var rows: [[String]] = [
            ["Timestamp", "User Count", "Type", "Name", "Requests/s", "Failures/s"] + quantiles.map(\.title) + [
                "Total Request Count", "Total Failure Count", "Total Median Response Time",
                "Total Average Response Time",
                "Total Min Response Time", "Total Max Response Time", "Total Average Content Size",
            ]
        ]
        let timeline = try Timeline(of: run, phases: run.report.includedPhases)
        let started = run.description.started.timeIntervalSince1970
        var total = Timeline.Point()
        var times = Histogram()
        for second in timeline.seconds {
            let point = timeline.point(second)
            let histogram = timeline.histogram(second)
            total.add(point)
            times.merge(histogram)
            var row = [String(Int64(started) + Int64(second) + 1), String(point.users), "", "Aggregated"]
            row += [Double(point.requests).short(digits: 6), Double(point.failed).short(digits: 6)]
            row += quantiles.map { ms(histogram.value(atQuantile: $0.share)) }
            row += [String(total.requests), String(total.failed), ms(times.value(atQuantile: 0.5)), mean(times)]
            row += [ms(times.min), ms(times.max), size(total.bytesReceived, total.requests)]
            rows.append(row)
        }
        return CSV.text(rows)
    }

    static func failures(_ run: StoredRun) -> String {
        var rows = [["Method", "Name", "Error", "Occurrences", "First Seen", "Last Seen"]]
        for failure in run.report.failuresByKind {
            let (method, name) = split(failure.endpoint, .request)
            func time(_ offset: Duration) -> String {
                // The formatter cuts off: a little more than the whole millisecond stays that millisecond.
                let ms = ((run.description.started.timeIntervalSince1970 + offset.seconds) * 1_000).rounded()
                return Date(timeIntervalSince1970: (ms + 0.1) / 1_000).formatted(
                    .iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z"
            }
            rows.append([method, name, failure.message, String(failure.count), time(failure.first), time(failure.last)])
        }
        return CSV.text(rows)
    }

    /// From the request count to the last quantile.
    private static func cells(_ measured: some Measured) -> [String] {
        let tally = measured.evidence.tally
        let times = tally.response
        return [
            String(tally.completed), String(tally.failed), ms(times.value(atQuantile: 0.5)), mean(times), ms(times.min),
            ms(times.max), size(tally.bytesReceived, tally.completed),
            measured.requestRate.value?.short(digits: 6) ?? "0", measured.failureRate.value?.short(digits: 6) ?? "0",
        ] + quantiles.map { ms(times.value(atQuantile: $0.share)) }
    }

    /// The method and the rest of a name.
    static func split(_ name: String, _ kind: EndpointKind) -> (type: String, name: String) {
        guard kind == .request else { return (kind.rawValue.uppercased(), name) }
        guard let space = name.firstIndex(of: " ") else { return ("", name) }
        let method = name[..<space]
        let isMethod = !method.isEmpty && method.allSatisfy { $0.isASCII && $0.isUppercase }
        return isMethod ? (String(method), String(name[name.index(after: space)...])) : ("", name)
    }

    /// Milliseconds; Locust's word where there is nothing.
    private static func ms(_ ns: Int64?) -> String { ns.map { (Double($0) / 1e6).short(digits: 6) } ?? "N/A" }
    private static func mean(_ times: Histogram) -> String { times.mean.map { ($0 / 1e6).short(digits: 6) } ?? "N/A" }
    private static func size(_ bytes: Int64, _ requests: Int64) -> String {
        requests > 0 ? (Double(bytes) / Double(requests)).short(digits: 6) : "0"
    }
}
