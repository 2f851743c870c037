package import Gate

/// The history of judged runs as one self-contained page: no script, nothing from a network, drawings inline.
package enum TrendPage {
    /// Returns the page of some series, in their order.
    package static func html(of history: [HistorySeries]) -> String {
        let suites = Set(history.map(\.suite)).sorted().joined(separator: ", ")
        let head = """
            <header class="top">\(HTMLPage.mark)<div><h1>\(suites.escapedForMarkup)</h1>
            <p class="sub">\(runs(history).escapedForMarkup)</p></div></header>
            """
        return HTMLPage.text(
            title: "\(suites) – over the runs", css: TrendSection.css,
            body: head + "\n" + TrendSection.html(of: history))
    }

    private static func runs(_ history: [HistorySeries]) -> String {
        let moments = history.flatMap(\.points).map(\.moment)
        guard let first = moments.min(), let last = moments.max() else { return "no judged runs" }
        let machines = Set(history.map(\.runnerClass)).sorted().joined(separator: ", ")
        return "judged runs from \(TrendWords.day(first)) to \(TrendWords.day(last)) on \(machines)"
    }
}
