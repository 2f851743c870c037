internal import Foundation
internal import Gate
internal import Measurement
internal import Results

/// One self-contained page: no script, nothing from a network, drawings inline.
enum HTMLReport {
    static func text(_ run: StoredRun, history: [HistorySeries] = []) throws -> String {
        let sections = [
            head(run), verdict(run), tiles(run.report), limits(run),
            "<h2 id=\"over-time\">Over time</h2>\n<div class=\"plots\">\n"
                + (try RunPlots(run).all.map(\.html).joined(separator: "\n")) + "\n</div>",
            try ScalingSection.html(of: run), TrendSection.html(of: history), HTMLTables.endpoints(run.report),
            HTMLTables.phases(run.report),
            HTMLTables.failures(run.report),
            HTMLTables.checks(run.report), HTMLTables.metrics(run.report), HTMLTables.events(run), facts(run),
        ]
        let footer = """
            <footer>Made by \(run.description.tool.escapedForMarkup) from the results of run \(run.description.id.escapedForMarkup).
            Response times count from when a request should have started; service times from when it did.</footer>
            """
        return HTMLPage.text(
            title: "\(run.description.title) – load test", generator: run.description.tool,
            css: ScalingSection.css + TrendSection.css,
            body: (sections.filter { !$0.isEmpty } + [footer]).joined(separator: "\n"))
    }

    private static func head(_ run: StoredRun) -> String {
        let description = run.description
        return """
            <header class="top">\(HTMLPage.mark)<div>
            <h1>\(description.title.escapedForMarkup)</h1>
            <p class="sub">\(description.scenario.escapedForMarkup) against \(description.target.escapedForMarkup) · \(description.load.escapedForMarkup)</p>
            <p class="load" aria-hidden="true">\(description.drawing.escapedForMarkup)</p>
            </div></header>
            """
    }

    private static func verdict(_ run: StoredRun) -> String {
        let reasons = run.report.validity.reasons
        let broken = run.limits.filter { !$0.passed && $0.isRequired }
        if !reasons.isEmpty {
            let items = reasons.map { "<li>\($0.reason.escapedForMarkup) – \($0.remedy.escapedForMarkup)</li>" }
            return
                "<section class=\"verdict bad\" role=\"status\"><strong>Invalid: these figures can't be believed.</strong><ul>\(items.joined())</ul></section>"
        }
        if !run.isComplete {
            return
                "<section class=\"verdict bad\" role=\"status\"><strong>Cut off:</strong> the run didn't come to its end; this is what it left.</section>"
        }
        if !broken.isEmpty {
            let items = broken.map { "<li>\($0.name.escapedForMarkup), measured \($0.measured.escapedForMarkup)</li>" }
            return
                "<section class=\"verdict bad\" role=\"status\"><strong>\(broken.count) of \(run.limits.count) limits broken</strong><ul>\(items.joined())</ul></section>"
        }
        let count = run.limits.count { $0.passed }
        let kept =
            run.limits.isEmpty
            ? ""
            : count == run.limits.count
                ? " \(count == 1 ? "The limit was" : "All \(count) limits were") kept."
                : " All required limits were kept; \((run.limits.count - count).counted("limit")) that should hold \(run.limits.count - count == 1 ? "doesn't" : "don't")."
        return
            "<section class=\"verdict\" role=\"status\"><strong>Valid:</strong> the generator delivered the load.\(kept)</section>"
    }

    private static func tiles(_ report: RunReport) -> String {
        func time(_ figure: Figure<Duration>) -> String { figure.value?.brief ?? "–" }
        let tiles: [(String, String, Bool)] = [
            ("requests", report.requests.grouped, false),
            ("failed", report.errorRate.value.map { ($0 * 100).short() + " %" } ?? "–", report.failures > 0),
            ("succeeded/s", report.throughput.value?.short() ?? "–", false),
            ("median", time(report.median), false), ("p95", time(report.p95), false), ("p99", time(report.p99), false),
            ("slowest", time(report.max), false), ("duration", report.runDuration.brief, false),
        ]
        let items = tiles.map {
            "<div><dt>\($0.0)</dt><dd\($0.2 ? " class=\"bad\"" : "")>\($0.1.escapedForMarkup)</dd></div>"
        }
        return "<dl class=\"tiles\">\(items.joined())</dl>"
    }

    private static func limits(_ run: StoredRun) -> String {
        guard !run.limits.isEmpty else { return "" }
        let rows = run.limits.map { limit in
            let mark = limit.passed ? "<span class=\"yes\">✓ kept</span>" : "<span class=\"no\">✗ broken</span>"
            return
                "<tr><th scope=\"row\" class=\"w\">\(limit.name.escapedForMarkup)</th><td class=\"t\">\(limit.isRequired ? "must" : "should")</td><td class=\"t\">\(mark)</td><td class=\"w\">\(limit.measured.escapedForMarkup)</td></tr>"
        }
        return HTMLTables.card(
            "Limits", id: "limits", header: ["limit", "severity", "outcome", "measured"], rows: rows)
    }

    /// How many iterations were completed; nothing where a run has none.
    private static func iterations(_ report: RunReport) -> String {
        guard report.iterations > 0 else { return "" }
        let failed = report.failedIterations
        return "\((report.iterations - failed).grouped) completed, \(failed.grouped) ended by an error"
    }

    /// What became of arrivals; nothing where users come by themselves.
    private static func arrivals(_ health: GeneratorHealth) -> String {
        guard health.startedArrivals + health.droppedArrivals > 0 else { return "" }
        return "\(health.startedArrivals.grouped) started, \(health.droppedArrivals.grouped) dropped"
    }

    private static func statuses(_ report: RunReport) -> String {
        report.statusCodes.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value.grouped)" }.joined(separator: ", ")
    }

    private static func facts(_ run: StoredRun) -> String {
        let description = run.description
        let health = run.report.health
        let facts: [(String, String)] = [
            ("iterations", iterations(run.report)), ("statuses", statuses(run.report)),
            ("started", description.started.formatted(.iso8601)), ("seed", String(description.seed)),
            ("machine", description.fingerprint.summary), ("workload", description.workloadHash),
            ("schedule lag", health.lag.count > 0 ? "\(health.lag.p50), \(health.lag.p99)" : ""),
            ("longest stall", "\(health.longestStall)"),
            ("processors", ([health.cpuShare.description] + health.noise.remarks).joined(separator: "; ")),
            ("descriptors", "\(health.descriptors)"),
            ("memory", "\(health.residentBytes)"),
            ("arrivals", arrivals(health)),
        ]
        let items = facts.filter { !$0.1.isEmpty }.map { "<dt>\($0.0)</dt><dd>\($0.1.escapedForMarkup)</dd>" }
        let warnings = run.report.warnings.map { "<dt class=\"no\">warning</dt><dd>\($0.escapedForMarkup)</dd>" }
        return
            "<h2 id=\"generator\">The run, its generator and machine</h2>\n<section class=\"card\"><dl class=\"facts\">\((items + warnings).joined())</dl></section>"
    }
}
