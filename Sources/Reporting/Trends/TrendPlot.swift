internal import Gate

/// A metric's history as a plot: a point a run, a line where its level changed.
struct TrendPlot {
    let series: HistorySeries
    let changes: [LevelChange]
    /// What tells this plot from the others of a page.
    let id: String

    /// The most runs drawn; older ones are left out of the drawing, not of the search for changes.
    static let most = 240

    private var offset: Int { max(0, series.points.count - Self.most) }

    /// The plot; its table holds every run that is drawn, with its commit.
    var plot: Plot {
        let metric = series.metric
        let shown = Array(series.points[offset...])
        let values = shown.map(\.value)
        let words = changes.map { TrendWords.sentence($0, metric) }
        var plot = Plot(
            id: id, title: "\(metric) of \(series.suite)",
            description: ([TrendWords.title(series)] + (words.isEmpty ? [TrendWords.steadiness(series)] : words))
                .joined(separator: "; "),
            x: .places(shown.count, names: days(shown)),
            y: .linear(from: values.min() ?? 0, to: values.max() ?? 1, label: { MetricWords.level($0, metric) }))
        plot.series = [
            Plot.Series(
                name: "\(metric)", tone: "s1", shape: .line, points: values.enumerated().map { (Double($0), $1) })
        ]
        plot.markers = changes.filter { $0.index >= offset }.map { change in
            let amount = change.change(of: metric)?.text(for: metric) ?? MetricWords.level(change.after, metric)
            return Plot.Marker(x: Double(change.index - offset) - 0.5, name: amount)
        }
        plot.hovers = shown.enumerated().map { place, point in
            Plot.Hover(
                from: Double(place) - 0.5, to: Double(place) + 0.5, words: cells(point).joined(separator: ", "))
        }
        plot.tableHeader = ["day", "value", "commit", "run"]
        plot.tableRows = shown.reversed().map(cells)
        return plot
    }

    /// The days of some runs, far enough apart to be read.
    private func days(_ points: [HistorySeries.Point]) -> [(place: Int, name: String)] {
        let step = max(1, points.count / 4)
        return stride(from: 0, to: points.count, by: step).map { ($0, TrendWords.day(points[$0].moment)) }
    }

    private func cells(_ point: HistorySeries.Point) -> [String] {
        [
            TrendWords.day(point.moment), MetricWords.level(point.value, series.metric),
            point.commit.map { String($0.prefix(10)) } ?? "–", point.run,
        ]
    }
}
