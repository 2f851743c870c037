internal import Gate

/// The history of a suite's metrics as a part of a page.
enum TrendSection {
    /// A plot a metric, each with the sentences of its changes; empty where there are fewer than two runs.
    static func html(of history: [HistorySeries]) -> String {
        let plots = history.filter { $0.points.count > 1 }.enumerated().map { place, series in
            let changes = series.changes()
            let words = changes.map { TrendWords.sentence($0, series.metric) }
            let items = (words.isEmpty ? [TrendWords.steadiness(series)] : words).map {
                "<li>\($0.escapedForMarkup)</li>"
            }
            let plot = TrendPlot(series: series, changes: changes, id: "trend-\(place + 1)").plot.html
            return "<div class=\"trend\">\(plot)\n<ul>\(items.joined())</ul></div>"
        }
        guard !plots.isEmpty else { return "" }
        return """
            <h2 id="trend">Over the runs</h2>
            <p class="sub">Every judged run of the same workload on the same class of machines. A dashed line stands where the level changed; it informs, and blocks nothing.</p>
            <div class="trends">
            \(plots.joined(separator: "\n"))
            </div>
            """
    }

    /// Two plots beside each other, and one below the other on a phone.
    static let css = """
        .trends{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px}.trends .canvas{height:150px}\
        .trend ul{margin:6px 0 0;padding-left:20px;font-size:.82rem;color:var(--soft)}.trends .frame{padding-left:76px;padding-right:34px}\
        @media (max-width:720px){.trends{grid-template-columns:minmax(0,1fr)}}
        """
}
