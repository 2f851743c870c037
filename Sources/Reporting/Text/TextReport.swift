internal import Foundation
internal import Measurement
package import Results

/// The report for a terminal or a log.
///
/// First what matters: an invalid run says so in its first line, with the remedy. Then what was run, the table, failures with their likely
/// causes, checks, custom metrics, the generator's health, and what to do next.
package struct TextReport {
    private let run: StoredRun
    private let style: TextStyle

    /// Creates a report.
    package init(_ run: StoredRun, style: TextStyle = TextStyle()) {
        self.run = run
        self.style = style
    }

    /// The report, with a line feed at its end.
    package var text: String {
        let blocks = [
            verdict + header, limits, table, phases, statuses, failures, checks, metrics, scaling, events, health, next,
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var report: RunReport { run.report }

    // MARK: - Head

    private var verdict: [String] {
        let reasons = report.validity.reasons
        guard !reasons.isEmpty else { return [] }
        return reasons.enumerated().flatMap { place, reason in
            wrap(
                (place == 0 ? "INVALID: " : "") + "\(reason.reason) – \(reason.remedy)",
                after: place == 0 ? 0 : 9
            ).map { style.paint($0, .bad) }
        }
    }

    private var header: [String] {
        let description = run.description
        var words = report.requests == 0 ? "no requests" : report.requests.counted("request")
        if let share = report.errorRate.value { words += ", \((share * 100).short()) % failed" }
        if let p95 = report.p95.value { words += ", p95 \(p95.brief)" }
        if let rate = report.requestRate.value { words += ", \(rate.short())/s" }
        if report.failures > 0, let rate = report.throughput.value { words += " (\(rate.short())/s succeeded)" }
        if !run.isComplete { words += " – cut off" }
        var lines = wrap("\(description.title.harmless): \(words)").map { style.paint($0, .strong) }
        lines += item("scenario", "\(description.scenario.harmless) against \(description.target.harmless)")
        lines += item("load", description.load.harmless)
        if !description.drawing.isEmpty { lines += item("", description.drawing.harmless) }
        lines += item(
            "duration",
            "\(report.runDuration.brief), from \(description.started.formatted(.iso8601)), \(report.peakUsers.counted("user")) at most"
        )
        if report.iterations > 0 {
            let failed = report.failedIterations
            lines += item(
                "iterations",
                "\((report.iterations - failed).grouped) completed"
                    + (failed > 0 ? ", \(failed.grouped) ended by an error" : ""))
        }
        lines += item("seed", "\(description.seed)")
        lines += item("machine", description.fingerprint.summary.harmless)
        if let results = report.results { lines += item("results", results.path) }
        for warning in report.warnings { lines += item("warning", warning.harmless, tone: .warning) }
        return lines
    }

    private var limits: [String] {
        guard !run.limits.isEmpty else { return [] }
        return [style.paint("limits", .strong)]
            + run.limits.flatMap { limit in
                let mark = limit.passed ? "✓" : (limit.isRequired ? "✗ must" : "! should")
                let measured = limit.measured.isEmpty ? "nothing" : limit.measured.harmless
                return wrap("  \(mark) \(limit.name.harmless): measured \(measured)", after: 6).map {
                    limit.passed ? $0 : style.paint($0, limit.isRequired ? .bad : .warning)
                }
            }
    }

    // MARK: - Tables

    /// How many phases a terminal shows.
    private static var mostPhases: Int { 50 }

    private var table: [String] {
        var rows: [(name: String, measured: any Measured)] = report.endpoints.map { ($0.name, $0) }
        rows.append(("all requests", report))
        return StatisticsTable(rows: rows, style: style).lines()
    }

    private var phases: [String] {
        guard report.phases.count > 1 else { return [] }
        let shown = report.phases.prefix(Self.mostPhases)
        let rows: [(name: String, measured: any Measured)] = shown.map { ($0, report.phase($0)) }
        let rest = report.phases.count - shown.count
        return StatisticsTable(rows: rows, style: style).lines(title: "phase")
            + (rest > 0 ? ["and \(rest.grouped) more phases; see --format json"] : [])
    }

    /// How many answers had each status, whether one of them failed or not.
    private var statuses: [String] {
        let statuses = report.statusCodes.sorted { $0.key < $1.key }
        guard !statuses.isEmpty else { return [] }
        return item("statuses", statuses.map { "\($0.key) × \($0.value.grouped)" }.joined(separator: ", "))
    }

    // MARK: - Failures and checks

    private var failures: [String] {
        let tallies = report.failuresByKind
        guard !tallies.isEmpty else { return [] }
        var lines = [style.paint("failures", .strong)]
        let shown = tallies.prefix(10)
        var explained: Set<String> = []
        for tally in shown {
            let advice = FailureAdvice(kind: tally.kind, status: tally.status)
            lines += wrap(
                "  \(tally.count.grouped) × \(advice.name), \(tally.endpoint.harmless): \(tally.message.harmless)",
                after: 6)
            if !tally.example.isEmpty {
                lines += wrap("      for example: \(tally.example.harmless)", after: 19).map { style.paint($0, .faint) }
            }
            lines.append(
                style.paint("      first at \(tally.first.clock), last at \(tally.last.clock)", .faint))
            if explained.insert(advice.name).inserted {
                lines += wrap("      likely: \(advice.causes)", after: 14).map { style.paint($0, .warning) }
            }
        }
        let rest = tallies.dropFirst(shown.count)
        if !rest.isEmpty {
            lines.append(
                "  \(rest.reduce(0) { $0 + $1.count }.grouped) more of \(rest.count.grouped) other kinds; see --format csv"
            )
        }
        return lines
    }

    private var checks: [String] {
        guard !report.checks.isEmpty else { return [] }
        return [style.paint("checks", .strong)]
            + report.checks.sorted { $0.key < $1.key }.flatMap { name, check in
                let all = check.passed + check.failed
                let line = wrap(
                    "  \(check.failed == 0 ? "✓" : "✗") \(name.harmless): \(check.passed.grouped) of \(all.grouped) passed",
                    after: 6)
                return check.failed == 0 ? line : line.map { style.paint($0, .bad) }
            }
    }

    private var metrics: [String] {
        let lines = report.metrics.flatMap { wrap("  \($0.name.harmless): \($0.words)", after: 6) }
        return lines.isEmpty ? [] : [style.paint("metrics", .strong)] + lines
    }

    private var scaling: [String] {
        let lines = ScalingSection.text(of: run)
        return lines.isEmpty ? [] : [style.paint("scaling", .strong)] + lines.flatMap { wrap($0, after: 24) }
    }

    private var events: [String] {
        var hidden: Set<String> = [Event.warningKind, Event.invalidKind, Limit.eventKind]
        // The figures and the drawing say it better than a line for each pod.
        if !scaling.isEmpty { hidden.insert("scaling") }
        let shown = run.events.filter { !hidden.contains($0.kind) }
        guard !shown.isEmpty else { return [] }
        var lines = [style.paint("events", .strong)]
        for event in shown.prefix(20) {
            lines += wrap(
                "  \(Duration.seconds(event.second).clock) \(event.kind.harmless): \(event.message.harmless)", after: 6)
        }
        if shown.count > 20 { lines.append("  … and \((shown.count - 20).grouped) more in events.jsonl") }
        return lines
    }

    // MARK: - Foot

    private var health: [String] {
        let health = report.health
        var parts: [String] = []
        if let p50 = health.lag.p50.value {
            let p99 = health.lag.p99.value ?? health.lag.max.value ?? p50
            parts.append("schedule lag p50 \(p50.brief), \(health.lag.p99.value == nil ? "max" : "p99") \(p99.brief)")
        }
        if let stall = health.longestStall.value { parts.append("longest stall \(stall.brief)") }
        if let share = health.cpuShare.value { parts.append("CPU \((share * 100).fixed(0)) %") }
        parts += health.noise.remarks
        if let open = health.descriptors.value {
            parts.append(
                "\(open.grouped)" + (health.descriptorLimit.map { " of \($0.grouped)" } ?? "") + " descriptors")
        }
        if let bytes = health.residentBytes.value { parts.append("\((Double(bytes) / 1_048_576).fixed(0)) MiB") }
        let due = health.startedArrivals + health.droppedArrivals
        if due > 0 { parts.append("\(health.droppedArrivals.grouped) of \(due.grouped) arrivals dropped") }
        return item("generator", parts.isEmpty ? "not measured" : parts.joined(separator: ", "))
    }

    private var next: [String] {
        var hints: [String] = []
        if let reason = report.validity.reasons.first { hints.append("\(reason.remedy); these figures don't count") }
        if let worst = report.failuresByKind.first {
            hints.append(
                "most failures are \(FailureAdvice(kind: worst.kind, status: worst.status).name) on \(worst.endpoint.harmless), from \(worst.first.clock) on"
            )
        }
        if report.requests > 0, report.p99.value == nil {
            hints.append(
                "\(report.requests.counted("request")) \(report.requests == 1 ? "is" : "are") too few for p99: run longer"
            )
        }
        if report.results != nil {
            hints.append("see it as a page: plimsoll report --format html \(report.results?.path ?? "")")
        }
        return hints.flatMap { item("next", $0) }
    }

    private func item(_ name: String, _ words: String, tone: TextStyle.Tone? = nil) -> [String] {
        let lines = wrap(words, after: 0, columns: style.columns - 11)
        return lines.enumerated().map { place, line in
            let label = style.paint((place == 0 ? name : "").padded(to: 11), .faint)
            return label + (tone.map { style.paint(line, $0) } ?? line)
        }
    }

    /// The text in lines of at most so many columns; all but the first are indented.
    private func wrap(_ text: String, after indentation: Int = 0, columns: Int? = nil) -> [String] {
        TextWrapping.lines(of: text, columns: columns ?? style.columns, indentation: indentation)
    }
}
