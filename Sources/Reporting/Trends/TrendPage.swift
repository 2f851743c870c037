package import Gate

/// The history of judged runs as one self-contained page: no script, nothing from a network, drawings inline.
package enum TrendPage {
    /// Returns the page of some series, in their order.
    package static func html(of history: [HistorySeries]) -> String {
        let suites = Set(history.map(\.suite)).sorted().joined(separator: ", ")
        let title = "\(suites) – over the runs"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>\(title.escapedForMarkup)</title>
            <link rel="icon" href="data:,">
            <style>\(HTMLStyle.css)\(TrendSection.css)</style>
            </head>
            <body>
            <main>
            <header class="top">\(HTMLReport.mark)<div><h1>\(suites.escapedForMarkup)</h1>
            <p class="sub">\(runs(history).escapedForMarkup)</p></div></header>
            \(TrendSection.html(of: history))
            </main>
            </body>
            </html>

            """
    }

    private static func runs(_ history: [HistorySeries]) -> String {
        let moments = history.flatMap(\.points).map(\.moment)
        guard let first = moments.min(), let last = moments.max() else { return "no judged runs" }
        let machines = Set(history.map(\.runnerClass)).sorted().joined(separator: ", ")
        return "judged runs from \(TrendWords.day(first)) to \(TrendWords.day(last)) on \(machines)"
    }
}
