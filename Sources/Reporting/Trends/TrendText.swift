package import Gate
internal import Foundation

/// A metric's history drawn for a terminal: a column a run, and the changes of its level below.
package enum TrendText {
    /// The rows of the drawing.
    static let height = 9

    /// Returns the drawing of the last runs of a series.
    ///
    /// - Parameter width: the most columns; older runs are left out of the drawing, not of the search for changes.
    package static func of(_ series: HistorySeries, changes: [LevelChange], width: Int = 72) -> String {
        let metric = series.metric
        let title = TrendWords.title(series) + ": "
        guard let last = series.points.last else { return title + "no runs\n" }
        let offset = max(0, series.points.count - width)
        let shown = Array(series.points[offset...])
        var lines = [title + "\(series.points.count) \(series.points.count == 1 ? "run" : "runs")"]
        if offset > 0 { lines[0] += ", the last \(shown.count) drawn" }
        lines += drawing(shown.map(\.value), begins: Set(changes.map { $0.index - offset }), metric: metric)
        lines.append("  \(TrendWords.day(shown[0].moment)) to \(TrendWords.day(last.moment))")
        for change in changes { lines.append("  ┊ " + TrendWords.sentence(change, metric)) }
        if changes.isEmpty { lines.append("  " + TrendWords.steadiness(series)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func drawing(_ values: [Double], begins: Set<Int>, metric: Metric) -> [String] {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let span = high > low ? high - low : 1
        let rows = values.map { high > low ? Int((($0 - low) / span * Double(height - 1)).rounded()) : height / 2 }
        let labels = (0..<height).map { row -> String in
            guard [0, height / 2, height - 1].contains(row) else { return "" }
            if high <= low { return row == height / 2 ? MetricWords.level(low, metric) : "" }
            return MetricWords.level(low + span * Double(row) / Double(height - 1), metric)
        }
        let margin = labels.map(\.count).max() ?? 0
        return (0..<height).reversed().map { row in
            let columns = rows.indices.map { column -> String in
                rows[column] == row ? "•" : begins.contains(column) ? "┊" : " "
            }
            let label = String(repeating: " ", count: margin - labels[row].count) + labels[row]
            let text = "  \(label) \(labels[row].isEmpty ? "│" : "┤")\(columns.joined())"
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }
}
