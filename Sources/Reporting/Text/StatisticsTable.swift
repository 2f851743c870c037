import Measurement

/// The table of a text report: a row an endpoint, within the style's columns whatever the values and names.
struct StatisticsTable {
    /// The titles of the columns; each is as wide as its values may become.
    private static let columns: [(title: String, width: Int)] = [
        ("requests", 8), ("failures", 8), ("avg", 6), ("min", 6), ("median", 6), ("p90", 6), ("p95", 6), ("p99", 6),
        ("p99.9", 6), ("max", 6), ("req/s", 6), ("failures/s", 10),
    ]

    private let rows: [(name: String, measured: any Measured)]
    private let style: TextStyle

    init(rows: [(name: String, measured: any Measured)], style: TextStyle) {
        self.rows = rows
        self.style = style
    }

    /// The lines of the table.
    func lines(title: String = "name") -> [String] {
        let numbers = Self.columns.reduce(0) { $0 + 1 + $1.width }
        let names = rows.map(\.name.harmless)
        let longest = ([title] + names).map(\.displayWidth).max() ?? 0
        let nameWidth = max(min(longest, style.columns - numbers), 8)
        var lines = [
            style.paint(
                title.padded(to: nameWidth) + Self.columns.map { " " + $0.title.aligned(to: $0.width) }.joined(), .faint
            )
        ]
        for (name, row) in zip(names, rows) {
            var line = name.shortened(to: nameWidth).padded(to: nameWidth)
            for (place, (column, cell)) in zip(Self.columns, Self.cells(of: row.measured)).enumerated() {
                let text = " " + cell.aligned(to: column.width)
                line += (place == 1 || place == 11) && row.measured.failures > 0 ? style.paint(text, .bad) : text
            }
            lines.append(line)
        }
        return lines
    }

    private static func cells(of measured: any Measured) -> [String] {
        func time(_ figure: Figure<Duration>) -> String { figure.value?.compact ?? "–" }
        func rate(_ figure: Figure<Double>) -> String { figure.value?.compactRate ?? "–" }
        return [
            measured.requests.compact(columns: 8), measured.failures.compact(columns: 8), time(measured.mean),
            time(measured.min), time(measured.median), time(measured.p90), time(measured.p95), time(measured.p99),
            time(measured.p999), time(measured.max), rate(measured.requestRate), rate(measured.failureRate),
        ]
    }
}
