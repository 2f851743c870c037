internal import Measurement
internal import Results

/// What the cluster did beside the run, for a page and for a terminal.
enum ScalingSection {
    /// The drawing and the figures, a line each; empty for a run whose cluster wasn't observed.
    static func text(of run: StoredRun) -> [String] {
        do {
            guard let scaling = try run.folders.first?.scaling() else { return [] }
            return scaling.chart.map { "  \($0.harmless)" }
                + scaling.rows.map { row in
                    let gap = String(repeating: " ", count: max(1, 22 - row.name.count))
                    return "  \(row.name.harmless)\(gap)\(row.text.harmless)"
                }
        } catch {
            return ["  \(error)"]
        }
    }

    /// Plots on one time axis, figures and decisions; empty for a run whose cluster wasn't observed.
    static func html(of run: StoredRun) throws -> String {
        guard let scaling = try run.folders.first?.scaling() else { return "" }
        let plots = try ScalingPlots(run, scaling).all.map(\.html).joined(separator: "\n")
        return """
            <h2 id="scaling">Scaling</h2>
            <div class="stack">
            \(plots)
            </div>
            \(figures(scaling))
            \(decisions(scaling))
            """
    }

    /// Plots below each other, so that their time axes are one.
    static let css = """
        .stack{display:grid;gap:16px}.stack .canvas{height:150px}.stack>:last-child .canvas{height:210px}\
        .stack+.card{margin-top:16px}
        """

    private static func figures(_ scaling: ScalingDocument) -> String {
        let items = scaling.rows.map { row in
            "<dt>\(row.name.escapedForMarkup)</dt><dd>\(row.text.escapedForMarkup)</dd>"
        }
        return "<section class=\"card\"><dl class=\"facts\">\(items.joined())</dl></section>"
    }

    private static func decisions(_ scaling: ScalingDocument) -> String {
        guard !scaling.decisions.isEmpty else { return "" }
        let rows = scaling.decisions.map { decision in
            let from = decision.from.map { "\($0) → " } ?? ""
            return
                "<tr><th scope=\"row\">\(clock(decision.second))</th><td class=\"t\">\(decision.decider.escapedForMarkup)</td>"
                + "<td>\(from)\(decision.to)</td><td class=\"w\">\(decision.reason.escapedForMarkup)</td></tr>"
        }
        return HTMLTables.card(
            "Decisions", id: "decisions", header: ["time", "", "replicas", "what happened"], rows: rows)
    }

    /// A time since the load's start, as on the axes; before it with a minus.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.magnitude)
        return (seconds <= -1 ? "−" : "") + Duration.seconds(whole).clock.dropLast(2)
    }
}
