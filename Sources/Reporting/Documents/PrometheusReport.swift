internal import Measurement
internal import Results

/// Prometheus text exposition 0.0.4, for a text-file collector or a push: base units, `_total` counters, histograms with `le`.
enum PrometheusReport {
    /// Upper bounds in seconds.
    static let bounds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]

    static func text(_ run: StoredRun) -> String {
        let report = run.report
        let common = [
            ("suite", run.description.title), ("scenario", run.description.scenario),
            ("target", run.description.target),
        ]
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String, _ samples: [([(String, String)], Double)]) {
            guard !samples.isEmpty else { return }
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
            for (labels, value) in samples { lines.append(name + labelled(common + labels) + " " + number(value)) }
        }
        let endpoints = report.endpoints
        func endpoint(_ name: String) -> [(String, String)] { [("endpoint", name)] }
        family(
            "plimsoll_run_valid", "gauge", "Whether the generator delivered the load.",
            [([], report.validity.isValid ? 1 : 0)])
        family("plimsoll_run_duration_seconds", "gauge", "How long the run took.", [([], report.runDuration.seconds)])
        family(
            "plimsoll_requests_total", "counter", "Requests finished.",
            endpoints.map { (endpoint($0.name), Double($0.requests)) })
        family(
            "plimsoll_failures_total", "counter", "Requests failed, by kind.",
            endpoints.flatMap { one in
                one.evidence.tally.failures.sorted { $0.key.rawValue < $1.key.rawValue }
                    .map { (endpoint(one.name) + [("kind", $0.key.rawValue)], Double($0.value)) }
            })
        family(
            "plimsoll_responses_total", "counter", "Answers, by status.",
            endpoints.flatMap { one in
                one.statusCodes.sorted { $0.key < $1.key }
                    .map { (endpoint(one.name) + [("status", String($0.key))], Double($0.value)) }
            })
        if report.iterations > 0 {
            let failed = Double(report.failedIterations)
            family(
                "plimsoll_iterations_total", "counter",
                "Actions or sequences that users came to the end of, by outcome.",
                [
                    ([("outcome", "completed")], Double(report.iterations) - failed), ([("outcome", "failed")], failed),
                ])
        }
        family(
            "plimsoll_received_bytes_total", "counter", "Bytes received.",
            endpoints.map { (endpoint($0.name), Double($0.evidence.tally.bytesReceived)) })
        lines += histograms(
            "plimsoll_response_time_seconds", "Time from the planned start of a request to its end.",
            endpoints.map { (common + endpoint($0.name), $0.evidence.tally.response) })
        lines += histograms(
            "plimsoll_service_time_seconds", "Time from the actual start of a request to its end.",
            endpoints.map { (common + endpoint($0.name), $0.evidence.tally.service) })
        family(
            "plimsoll_checks_total", "counter", "Checks, by outcome.",
            report.checks.sorted { $0.key < $1.key }.flatMap { name, check in
                [
                    ([("check", name), ("outcome", "passed")], Double(check.passed)),
                    ([("check", name), ("outcome", "failed")], Double(check.failed)),
                ]
            })
        family(
            "plimsoll_custom_total", "counter", "Counters of the suite's own.",
            report.phaseTotals.counters.sorted { $0.key < $1.key }.map { ([("name", $0.key)], $0.value) })
        family(
            "plimsoll_custom", "gauge", "Gauges of the suite's own, as last set.",
            report.phaseTotals.gauges.sorted { $0.key < $1.key }.map { ([("name", $0.key)], $0.value.last) })
        lines += histograms(
            "plimsoll_custom_seconds", "Timings of the suite's own.",
            report.metrics.filter { $0.kind == .timing }.map { (common + [("name", $0.name)], $0.timing.histogram) })
        lines += lag(report.health.lag, common)
        family(
            "plimsoll_dropped_arrivals_total", "counter", "Arrivals that were due and weren't started.",
            [([], Double(report.health.droppedArrivals))])
        return lines.joined(separator: "\n") + "\n"
    }

    private static func histograms(
        _ name: String, _ help: String, _ rows: [(labels: [(String, String)], times: Histogram)]
    ) -> [String] {
        guard !rows.isEmpty else { return [] }
        var lines = ["# HELP \(name) \(help)", "# TYPE \(name) histogram"]
        for (labels, histogram) in rows {
            for bound in bounds {
                let count = histogram.count(atOrBelow: Int64(bound * 1e9))
                lines.append("\(name)_bucket\(labelled(labels + [("le", bound.short(digits: 6))])) \(count)")
            }
            lines.append("\(name)_bucket\(labelled(labels + [("le", "+Inf")])) \(histogram.count)")
            lines.append("\(name)_sum\(labelled(labels)) \(number(sum(of: histogram)))")
            lines.append("\(name)_count\(labelled(labels)) \(histogram.count)")
        }
        return lines
    }

    /// How late requests started: quantiles, which only a summary may have.
    private static func lag(_ lag: LatencyFigures, _ common: [(String, String)]) -> [String] {
        guard lag.count > 0 else { return [] }
        let name = "plimsoll_schedule_lag_seconds"
        var lines = ["# HELP \(name) How late requests started.", "# TYPE \(name) summary"]
        for share in [0.5, 0.99] {
            guard let value = lag.quantile(share).value else { continue }
            let labels = common + [("quantile", share.short(digits: 6))]
            lines.append("\(name)\(labelled(labels)) \(number(value.seconds))")
        }
        lines.append("\(name)_sum\(labelled(common)) \(number(sum(of: lag.histogram)))")
        lines.append("\(name)_count\(labelled(common)) \(lag.count)")
        return lines
    }

    /// All times together, in seconds.
    private static func sum(of times: Histogram) -> Double { (times.mean ?? 0) * Double(times.count) / 1e9 }

    private static func labelled(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    /// A label's value. Of the control characters only a line feed has an escape; the others show as pictures, since readers that take a file
    /// line by line end one at a carriage return.
    static func escaped(_ text: String) -> String {
        // Scalar by scalar: to Swift, a carriage return with its line feed is one character, which no search for a line feed finds.
        text.picturingControls(but: "\n").unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }

    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : (value < 0 ? "-Inf" : "+Inf") }
        return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }
}
