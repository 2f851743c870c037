import Measurement
import Results

/// A run's report as text.
enum ReportText {
    /// The report for a console, or without colours where there is none.
    static func of(_ run: StoredRun, console: Console?) -> String {
        let report = run.report
        var lines: [String] = report.validity.isValid ? [] : ["\(report.validity)"]
        for endpoint in report.endpoints {
            lines.append(
                "  \(endpoint.name)  requests \(endpoint.requests)  failures \(endpoint.failures)  p50 \(endpoint.p50)  p95 \(endpoint.p95)"
            )
        }
        for failure in report.failuresByKind.prefix(10) {
            lines.append("  \(failure.count) × \(failure.endpoint): \(failure.message)")
        }
        return lines.joined(separator: "\n")
    }
}
