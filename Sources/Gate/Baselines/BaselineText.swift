import Foundation

/// Writes a baseline as the text that is committed: sorted, one metric a line, no time stamps, at most four digits.
package enum BaselineText {
    /// Returns the file's text.
    package static func write(_ baseline: Baseline) -> String {
        var lines = ["{", "  \"schema\": \(Baseline.currentSchema),"]
        lines.append("  \"suite\": \(quoted(baseline.suite)),")
        lines.append("  \"runner_class\": \(quoted(baseline.runnerClass)),")
        lines.append("  \"workload\": \(quoted(baseline.workload)),")
        if let anchor = baseline.anchor { lines.append("  \"anchor\": \(quoted(anchor)),") }
        let facts = baseline.fingerprint.sorted { $0.key < $1.key }.map { "    \(quoted($0.key)): \(quoted($0.value))" }
        lines += block("fingerprint", "{", facts, "}") + [","]
        let metrics = baseline.metrics.sorted { $0.key < $1.key }.map {
            "    \(quoted($0.key.description)): \(line($0.key, $0.value))"
        }
        lines += block("metrics", "{", metrics, "}") + [","]
        lines += block("accepted", "[", baseline.accepted.map { "    \(line($0))" }, "]")
        // The commas that follow a block belong to its last line.
        let text = lines.joined(separator: "\n").replacingOccurrences(of: "\n,", with: ",")
        return text + "\n}\n"
    }

    private static func block(_ key: String, _ opening: String, _ entries: [String], _ closing: String) -> [String] {
        if entries.isEmpty { return ["  \"\(key)\": \(opening)\(closing)"] }
        return ["  \"\(key)\": \(opening)", entries.joined(separator: ",\n"), "  \(closing)"]
    }

    private static func line(_ metric: Metric, _ value: BaselineMetric) -> String {
        var fields = [
            "\"better\": \"\(metric.isBetterWhenLarger ? "larger" : "smaller")\"", "\"gated\": \(value.terms.isGated)",
            "\"unit\": \"\(metric.unit)\"",
        ]
        let terms = value.terms
        fields.append("\"tolerance\": \(number(metric.isCount ? terms.tolerance : share(terms.tolerance, metric)))")
        if !metric.isCount { fields.append("\"margin\": \(number(share(terms.margin, metric)))") }
        if let level = value.level { fields.append("\"level\": \(number(level))") }
        if let deviation = value.jobDeviation { fields.append("\"job_sd\": \(number(deviation, digits: 2))") }
        if let deviation = value.pairDeviation { fields.append("\"pair_sd\": \(number(deviation, digits: 2))") }
        let runs: String
        switch value.runs {
        case .levels(let values): runs = values.map { number($0) }.joined(separator: ", ")
        case .counts(let values): runs = values.map { "[\($0.bad), \($0.seconds)]" }.joined(separator: ", ")
        }
        fields.append("\"runs\": [\(runs)]")
        return "{\(fields.joined(separator: ", "))}"
    }

    private static func line(_ accepted: AcceptedRegression) -> String {
        var fields = ["\"metric\": \(quoted(accepted.metric.description))", "\"up_to\": \(number(accepted.upTo))"]
        fields.append("\"why\": \(quoted(accepted.why))")
        if let commit = accepted.commit { fields.append("\"commit\": \(quoted(commit))") }
        return "{\(fields.joined(separator: ", "))}"
    }

    /// Returns a logarithm as the share of the metric's own value by which it is worse.
    private static func share(_ logarithm: Double, _ metric: Metric) -> Double {
        abs(Change(logarithm: logarithm).share(of: metric))
    }

    /// Returns a number with few digits, as JSON writes it.
    static func number(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return "null" }
        let text = String(format: "%.\(digits)g", value)
        guard text.contains("e"), let short = Double(text), abs(short) >= 1, abs(short) < 1e15 else { return text }
        return String(format: "%.0f", short)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20: quoted += String(format: "\\u%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
