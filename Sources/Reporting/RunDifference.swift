internal import Foundation
internal import Measurement
package import Results

/// Two runs side by side: numbers only. Whether a difference means anything is the gate's to say.
package enum RunDifference {
    /// The table of the figures of both and the change between them, endpoint by endpoint.
    package static func text(_ first: StoredRun, _ second: StoredRun, style: TextStyle = TextStyle()) -> String {
        var lines = [
            "A  \(first.description.title.harmless), \(first.description.started.formatted(.iso8601)), \(first.description.load.harmless)",
            "B  \(second.description.title.harmless), \(second.description.started.formatted(.iso8601)), \(second.description.load.harmless)",
        ]
        for (name, run) in [("A", first), ("B", second)] where !run.report.validity.isValid {
            lines.append(style.paint("\(name) is \(run.report.validity)", .bad))
        }
        if first.description.workloadHash != second.description.workloadHash {
            lines.append(style.paint("the workloads differ: these runs didn't ask for the same load", .warning))
        }
        let mismatches = first.description.fingerprint.mismatches(with: second.description.fingerprint)
        if !mismatches.isEmpty {
            lines.append(style.paint("the machines differ in \(mismatches.joined(separator: ", "))", .warning))
        }
        let names = (first.report.endpoints + second.report.endpoints).map(\.name)
        var seen: Set<String> = []
        let unique = names.filter { seen.insert($0).inserted }
        let nameWidth = min(max(unique.map { $0.harmless.displayWidth }.max() ?? 0, 12), 40)
        lines += [
            "",
            style.paint(
                "name".padded(to: nameWidth) + "  figure      "
                    + ["A", "B", "change"].map { $0.aligned(to: 12) }.joined(), .faint),
        ]
        for name in unique {
            lines += rows(name.harmless.shortened(to: nameWidth), first.report[name], second.report[name], nameWidth)
        }
        lines += rows("all requests", first.report, second.report, nameWidth)
        lines += metrics(first.report, second.report, nameWidth)
        lines += ["", "Numbers only: plimsoll compare and plimsoll gate say whether a change is real."]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rows(_ name: String, _ first: some Measured, _ second: some Measured, _ nameWidth: Int)
        -> [String]
    {
        let times: [(String, Figure<Duration>, Figure<Duration>)] = [
            ("mean", first.mean, second.mean), ("p50", first.p50, second.p50), ("p95", first.p95, second.p95),
            ("p99", first.p99, second.p99), ("max", first.max, second.max),
        ]
        var table: [(String, String, String, String)] = [
            (
                "requests", first.requests.grouped, second.requests.grouped,
                change(Double(first.requests), Double(second.requests))
            ),
            (
                "errors", share(first.errorRate), share(second.errorRate),
                points(first.errorRate.value, second.errorRate.value)
            ),
            (
                "req/s", first.requestRate.value?.short() ?? "–", second.requestRate.value?.short() ?? "–",
                change(first.requestRate.value, second.requestRate.value)
            ),
        ]
        for (title, before, after) in times {
            table.append(
                (
                    title, before.value?.brief ?? "–", after.value?.brief ?? "–",
                    change(before.value?.seconds, after.value?.seconds)
                ))
        }
        return table.enumerated().map { place, row in
            (place == 0 ? name : "").padded(to: nameWidth) + "  " + row.0.padded(to: 12) + row.1.aligned(to: 12)
                + row.2.aligned(to: 12) + row.3.aligned(to: 12)
        }
    }

    /// The suite's own metrics of both, each with the figure that says most of its kind.
    private static func metrics(_ first: RunReport, _ second: RunReport, _ nameWidth: Int) -> [String] {
        var seen: Set<String> = []
        let all = (first.metrics + second.metrics).filter { seen.insert($0.name).inserted }
        return all.map { metric in
            let (before, after) = (first.metric(metric.name), second.metric(metric.name))
            let (title, was, now): (String, Figure<Double>, Figure<Double>) =
                switch metric.kind {
                case .gauge: ("mean", before.mean, after.mean)
                default: ("total", before.total, after.total)
                }
            let cells =
                metric.kind == .timing
                ? [
                    "p95", before.timing.p95.value?.brief ?? "–", after.timing.p95.value?.brief ?? "–",
                    change(before.timing.p95.value?.seconds, after.timing.p95.value?.seconds),
                ]
                : [
                    title, was.value?.short(digits: 6) ?? "–", now.value?.short(digits: 6) ?? "–",
                    change(was.value, now.value),
                ]
            return metric.name.harmless.shortened(to: nameWidth).padded(to: nameWidth) + "  " + cells[0].padded(to: 12)
                + cells.dropFirst().map { $0.aligned(to: 12) }.joined()
        }
    }

    private static func share(_ figure: Figure<Double>) -> String {
        figure.value.map { "\(($0 * 100).short()) %" } ?? "–"
    }

    private static func change(_ before: Double?, _ after: Double?) -> String {
        guard let before, let after, before > 0 else { return "–" }
        let percent = (after / before - 1) * 100
        return (percent > 0 ? "+" : "") + percent.fixed(1) + " %"
    }

    private static func points(_ before: Double?, _ after: Double?) -> String {
        guard let before, let after else { return "–" }
        let points = (after - before) * 100
        return (points > 0 ? "+" : "") + points.fixed(2) + " pp"
    }
}
