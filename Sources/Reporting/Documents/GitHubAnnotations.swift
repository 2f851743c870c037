internal import Measurement
internal import Results

/// GitHub's workflow commands: `::error title=…::message`. At most ten of a kind, since GitHub shows no more of a step.
enum GitHubAnnotations {
    /// How many of a kind GitHub shows of a step.
    static let limit = 10

    static func text(_ run: StoredRun) -> String {
        let title = run.description.title
        var errors: [String] = run.report.validity.reasons.map { "invalid: \($0.description)" }
        var warnings = run.report.warnings
        for limit in run.limits where !limit.passed {
            let words = "\(limit.name), measured \(limit.measured.isEmpty ? "nothing" : limit.measured)"
            if limit.isRequired { errors.append(words) } else { warnings.append(words) }
        }
        for failure in run.report.failuresByKind {
            let advice = FailureAdvice(kind: failure.kind, status: failure.status)
            warnings.append(
                "\(failure.count.grouped) × \(advice.name) on \(failure.endpoint): \(failure.sentence) – likely: \(advice.causes)"
            )
        }
        var notices: [String] = []
        let report = run.report
        notices.append(
            report.requests.counted("request")
                + (report.errorRate.value.map { ", \(($0 * 100).short()) % failed" } ?? "")
                + (report.p95.value.map { ", p95 \($0.brief)" } ?? ""))
        if !report.metrics.isEmpty {
            notices.append(report.metrics.map { "\($0.name): \($0.words)" }.joined(separator: "; "))
        }
        return
            (commands("error", errors, title) + commands("warning", warnings, title)
            + commands("notice", notices, title))
            .map { $0 + "\n" }.joined()
    }

    private static func commands(_ kind: String, _ messages: [String], _ title: String) -> [String] {
        var shown = Array(messages.prefix(limit))
        if messages.count > limit {
            shown[limit - 1] = "\((messages.count - limit + 1).grouped) more; see the step summary"
        }
        // GitHub refuses longer ones: 255 characters of a title, 64 KiB of a message.
        let head = escaped(title.shortened(to: 200), isProperty: true)
        return shown.map { "::\(kind) title=\(head)::\(escaped($0.shortened(to: 4_000), isProperty: false))" }
    }

    /// Escapes as GitHub's toolkit does.
    static func escaped(_ text: String, isProperty: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            case ":" where isProperty: escaped += "%3A"
            case "," where isProperty: escaped += "%2C"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
