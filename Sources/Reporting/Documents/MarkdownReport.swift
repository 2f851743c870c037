internal import Foundation
internal import Measurement
internal import Results

/// Markdown for a pull request: the verdict first, then limits, the table and failures; what is long is folded.
enum MarkdownReport {
    /// The longest comment that GitHub takes, in characters.
    static let commentLimit = 65_536
    /// The longest step summary that GitHub takes, in bytes.
    static let summaryLimit = 1_048_576

    static func text(_ run: StoredRun, limit: Int = commentLimit) -> String {
        let report = run.report
        var blocks: [String] = []
        let broken = run.limits.filter { !$0.passed && $0.isRequired }
        let mark = !report.validity.isValid ? "⚠️ invalid" : (broken.isEmpty && run.isComplete ? "✅" : "❌")
        var head = "## \(mark) \(cell(run.description.title))\n\n"
        for reason in report.validity.reasons {
            head += "> **Invalid:** \(cell(reason.reason)) – \(cell(reason.remedy))\n\n"
        }
        head += report.requests.counted("request")
        head += report.errorRate.value.map { ", \(($0 * 100).short()) % failed" } ?? ""
        head += report.p95.value.map { ", p95 \($0.brief)" } ?? ""
        if report.failures > 0 { head += report.throughput.value.map { ", \($0.short())/s succeeded" } ?? "" }
        head +=
            ", in \(report.runDuration.brief); \(cell(run.description.load)) against \(cell(run.description.target))"
        blocks.append(head)
        if !run.limits.isEmpty {
            blocks.append(
                table(
                    ["", "limit", "measured"],
                    run.limits.map { [$0.passed ? "✅" : ($0.isRequired ? "❌" : "⚠️"), $0.name, $0.measured] }))
        }
        var rows: [[String]] = report.endpoints.map { row($0.name, $0) }
        rows.append(row("all requests", report))
        blocks.append(
            table(
                ["name", "requests", "failures", "avg", "median", "p90", "p95", "p99", "max", "req/s"], rows,
                rightFrom: 1))
        let failures = report.failuresByKind
        if !failures.isEmpty {
            let rows = failures.prefix(20).map {
                let advice = FailureAdvice(kind: $0.kind, status: $0.status)
                return [$0.count.grouped, $0.endpoint, advice.name, $0.sentence, $0.first.clock, advice.causes]
            }
            blocks.append(
                folded("Failures", table(["count", "endpoint", "kind", "message", "first", "likely causes"], rows)))
        }
        if !report.checks.isEmpty {
            let rows = report.checks.sorted { $0.key < $1.key }.map {
                [$0.key, $0.value.passed.grouped, $0.value.failed.grouped]
            }
            blocks.append(folded("Checks", table(["check", "passed", "failed"], rows, rightFrom: 1)))
        }
        let metrics = report.metrics
        if !metrics.isEmpty {
            let rows = metrics.map { [$0.name, $0.kind?.rawValue ?? "", $0.words] }
            blocks.append(folded("Metrics", table(["metric", "kind", "value"], rows)))
        }
        blocks.append(folded("Full report", fenced(TextReport(run).text)))
        return fit(blocks, limit: limit)
    }

    /// The blocks that fit, whole ones only, and a word about those that don't.
    static func fit(_ blocks: [String], limit: Int) -> String {
        let note = "\n*More didn't fit here; see the results.*\n"
        var text = ""
        for block in blocks {
            // Bytes, which are at least as many as characters.
            guard text.utf8.count + block.utf8.count + note.utf8.count + 2 <= limit else { return text + note }
            text += block + "\n\n"
        }
        return text
    }

    private static func row(_ name: String, _ measured: some Measured) -> [String] {
        func time(_ figure: Figure<Duration>) -> String { figure.value?.brief ?? "–" }
        return [
            name, measured.requests.grouped, measured.failures.grouped, time(measured.mean), time(measured.median),
            time(measured.p90), time(measured.p95), time(measured.p99), time(measured.max),
            measured.requestRate.value?.short() ?? "–",
        ]
    }

    private static func folded(_ title: String, _ body: String) -> String {
        "<details><summary>\(title)</summary>\n\n\(body)\n\n</details>"
    }

    /// The text as it is, between fences longer than any in it.
    private static func fenced(_ text: String) -> String {
        var (longest, run) = (0, 0)
        for scalar in text.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)text\n\(text)\(fence)"
    }

    /// The longest text of a cell, in columns: a name of ten thousand would push the figures out of the comment.
    private static let widestCell = 300

    private static func table(_ titles: [String], _ rows: [[String]], rightFrom: Int = .max) -> String {
        let rule = titles.indices.map { $0 >= rightFrom ? "---:" : "---" }
        return ([titles, rule] + rows.map { $0.map { cell($0.shortened(to: widestCell)) } }).map {
            "| " + $0.joined(separator: " | ") + " |"
        }
        .joined(separator: "\n")
    }

    /// Text that can't leave its cell, mention anybody or become markup.
    static func cell(_ text: String) -> String {
        var escaped = ""
        // Scalar by scalar: a bar with an accent on it is another character to Swift, and a bar to whoever reads the table.
        for scalar in text.harmless.unicodeScalars {
            switch scalar {
            case "|", "\\", "`", "*", "_", "[", "]", "#", "$", "~": escaped += "\\\(scalar)"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "@": escaped += "@\u{200b}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
