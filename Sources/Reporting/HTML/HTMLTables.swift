internal import Measurement
internal import Results

/// The tables of the page.
enum HTMLTables {
    /// The columns that hold words, which stand at the left.
    private static let words: Set<String> = [
        "severity", "outcome", "measured", "endpoint", "what", "likely causes", "kind", "value", "what happened",
    ]

    static func card(_ title: String, id: String, header: [String], rows: [String]) -> String {
        let head = header.map { title in
            "<th scope=\"col\"\(words.contains(title) ? " class=\"t\"" : "")>\(title.escapedForMarkup)</th>"
        }.joined()
        return """
            <h2 id="\(id)">\(title)</h2>
            <section class="card scroll" tabindex="0" aria-labelledby="\(id)"><table><thead><tr>\(head)</tr></thead><tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></section>
            """
    }

    private static let columns = [
        "requests", "failures", "avg", "min", "median", "p90", "p95", "p99", "p99.9", "max", "req/s", "failures/s",
    ]

    static func endpoints(_ report: RunReport) -> String {
        var rows = report.endpoints.map { row($0.name, $0) }
        rows.append(row("all requests", report, isSum: true))
        return card("Endpoints", id: "endpoints", header: ["name"] + columns, rows: rows)
    }

    static func phases(_ report: RunReport) -> String {
        guard report.phases.count > 1 else { return "" }
        // A page of tens of thousands of rows isn't read, and is slow to open.
        let shown = report.phases.prefix(1_000)
        let title = shown.count < report.phases.count ? "Phases, the first \(shown.count.grouped)" : "Phases"
        return card(
            title, id: "phases", header: ["phase"] + columns, rows: shown.map { row($0, report.phase($0)) })
    }

    static func failures(_ report: RunReport) -> String {
        let failures = report.failuresByKind
        guard !failures.isEmpty else { return "" }
        let rows = failures.prefix(50).map { failure in
            let advice = FailureAdvice(kind: failure.kind, status: failure.status)
            return
                "<tr><th scope=\"row\">\(failure.count.grouped)</th><td class=\"t\">\(failure.endpoint.escapedForMarkup)</td><td class=\"w\"><strong>\(advice.name.escapedForMarkup)</strong><br>\(failure.message.escapedForMarkup)\(failure.example.isEmpty ? "" : "<br><span class=\"dim\">\(failure.example.escapedForMarkup)</span>")</td><td>\(failure.first.clock) – \(failure.last.clock)</td><td class=\"w dim\">\(advice.causes.escapedForMarkup)</td></tr>"
        }
        return card(
            "Failures", id: "failures", header: ["count", "endpoint", "what", "from – to", "likely causes"],
            rows: Array(rows))
    }

    static func checks(_ report: RunReport) -> String {
        guard !report.checks.isEmpty else { return "" }
        let rows = report.checks.sorted { $0.key < $1.key }.map { name, check in
            "<tr><th scope=\"row\" class=\"w\">\(name.escapedForMarkup)</th><td>\(check.passed.grouped)</td><td\(check.failed > 0 ? " class=\"no\"" : "")>\(check.failed.grouped)</td></tr>"
        }
        return card("Checks", id: "checks", header: ["check", "passed", "failed"], rows: rows)
    }

    static func metrics(_ report: RunReport) -> String {
        let rows = report.metrics.map { metric in
            "<tr><th scope=\"row\" class=\"w\">\(metric.name.escapedForMarkup)</th><td class=\"t\">\(metric.kind?.rawValue ?? "")</td><td class=\"w\">\(metric.words.escapedForMarkup)</td></tr>"
        }
        return rows.isEmpty ? "" : card("Metrics", id: "metrics", header: ["metric", "kind", "value"], rows: rows)
    }

    static func events(_ run: StoredRun) -> String {
        let shown = run.events.filter { ![Event.warningKind, Event.invalidKind, Limit.eventKind].contains($0.kind) }
        guard !shown.isEmpty else { return "" }
        let rows = shown.prefix(200).map { event in
            "<tr><th scope=\"row\">\(Duration.seconds(event.second).clock)</th><td class=\"t\">\(event.kind.escapedForMarkup)</td><td class=\"w\">\(event.message.escapedForMarkup)</td></tr>"
        }
        return card("Events", id: "events", header: ["time", "kind", "what happened"], rows: Array(rows))
    }

    private static func row(_ name: String, _ measured: some Measured, isSum: Bool = false) -> String {
        func time(_ figure: Figure<Duration>) -> String { cell(figure.value?.brief, figure.missingBecause) }
        func rate(_ figure: Figure<Double>) -> String { cell(figure.value?.short(), figure.missingBecause) }
        let bad = measured.failures > 0 ? " class=\"no\"" : ""
        return "<tr\(isSum ? " class=\"sum\"" : "")><th scope=\"row\" class=\"w\">\(name.escapedForMarkup)</th>"
            + "<td>\(measured.requests.grouped)</td><td\(bad)>\(measured.failures.grouped)</td>"
            + [
                measured.mean, measured.min, measured.median, measured.p90, measured.p95, measured.p99, measured.p999,
                measured.max,
            ].map(time).joined() + rate(measured.requestRate) + rate(measured.failureRate) + "</tr>"
    }

    private static func cell(_ text: String?, _ reason: String?) -> String {
        guard let text else { return "<td class=\"dim\" title=\"\((reason ?? "").escapedForMarkup)\">–</td>" }
        return "<td>\(text.escapedForMarkup)</td>"
    }
}
