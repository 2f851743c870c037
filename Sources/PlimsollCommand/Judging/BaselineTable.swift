import Foundation
import Gate
import Reporting

/// Baselines and their changes as tables for a terminal.
enum BaselineTable {
    /// Returns a baseline: a line a metric.
    static func of(_ baseline: Baseline) -> String {
        var rows = [["metric", "level", "tolerated", "must be found", "job noise", "runs", ""]]
        for (metric, value) in baseline.metrics.sorted(by: { $0.key < $1.key }) {
            func text(_ logarithm: Double) -> String { Change(logarithm: logarithm).text(for: metric) }
            rows.append([
                metric.description, value.level.map { level($0, metric) } ?? "–",
                metric.isCount ? Percent.signed(value.terms.tolerance) : text(value.terms.tolerance),
                metric.isCount ? "–" : text(value.terms.margin), value.jobDeviation.map(Percent.plain) ?? "–",
                "\(value.runs.count)", value.terms.isGated ? "" : "advisory",
            ])
        }
        let accepted = baseline.accepted.map {
            "accepted: \($0.metric) up to \(Percent.plain($0.upTo)) worse – \($0.why)"
        }
        return
            (["\(baseline.suite) on \(baseline.runnerClass), workload \(baseline.workload)"] + lines(rows) + accepted)
            .joined(separator: "\n") + "\n"
    }

    /// Returns what an update changes.
    static func of(_ update: BaselineUpdate) -> String {
        var rows = [["metric", "old level", "new level", "change", ""]]
        for row in update.rows {
            let change = row.old.flatMap { old in row.new.flatMap { Change(from: old, to: $0, of: row.metric) } }
            rows.append([
                row.metric.description, row.old.map { level($0, row.metric) } ?? "–",
                row.new.map { level($0, row.metric) } ?? "–", change?.text(for: row.metric) ?? "–", row.verdict,
            ])
        }
        return lines(rows).joined(separator: "\n")
    }

    private static func level(_ value: Double, _ metric: Metric) -> String { MetricWords.level(value, metric) }

    private static func lines(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                column == 0
                    ? row[column].padded(to: widths[column])
                    : String(repeating: " ", count: widths[column] - row[column].count) + row[column]
            }
            return "  " + cells.joined(separator: "  ")
        }
    }
}
