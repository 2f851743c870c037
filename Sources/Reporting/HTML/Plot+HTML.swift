internal import Measurement

extension Plot {
    /// The plot as a figure: a scalable drawing that is stretched to its place, labels beside it in the page's own type, and a table.
    var html: String {
        """
        <figure class="plot" id="\(id)">
        <figcaption><h3>\(title.escapedForMarkup)</h3>\(legend)</figcaption>
        <div class="frame"><div class="canvas">
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-labelledby="\(id)-t \(id)-d">
        <title id="\(id)-t">\(title.escapedForMarkup)</title><desc id="\(id)-d">\(description.escapedForMarkup)</desc>
        \(drawing)
        </svg>
        \(labels)
        </div></div>
        \(table)
        </figure>
        """
    }

    private var legend: String {
        guard series.count > 1 else { return "" }
        let keys = series.map { series in
            "<li class=\"\(series.tone)\"><svg viewBox=\"0 0 24 8\" aria-hidden=\"true\"><path d=\"M1 4H23\"/></svg>\(series.name.escapedForMarkup)</li>"
        }
        return "<ul class=\"legend\">\(keys.joined())</ul>"
    }

    private var drawing: String {
        var parts: [String] = []
        for (place, band) in bands.enumerated() where band.isExcluded || place % 2 == 1 {
            let (from, to) = (x.place(band.from), x.place(band.to))
            parts.append(
                "<rect class=\"\(band.isExcluded ? "excluded" : "band")\" x=\"\(number(from))\" y=\"0\" width=\"\(number(to - from))\" height=\"1000\"/>"
            )
        }
        for tick in y.ticks {
            parts.append("<path class=\"grid\" d=\"M0 \(number(1 - tick.place))H1000\"/>")
        }
        parts += series.map(path)
        for marker in markers {
            parts.append("<path class=\"marker\" d=\"M\(number(x.place(marker.x))) 0V1000\"/>")
        }
        for hover in hovers {
            let (from, to) = (x.place(hover.from), x.place(hover.to))
            parts.append(
                "<rect class=\"h\" x=\"\(number(from))\" y=\"0\" width=\"\(number(to - from))\" height=\"1000\"><title>\(hover.words.escapedForMarkup)</title></rect>"
            )
        }
        return parts.joined(separator: "\n")
    }

    private func path(_ series: Series) -> String {
        switch series.shape {
        case .bars:
            let width = series.points.count > 1 ? (x.place(series.points[1].x) - x.place(series.points[0].x)) : 1
            let bars = series.points.compactMap { point -> String? in
                guard let value = point.y, value > 0 else { return nil }
                let top = 1 - y.place(value)
                return "M\(number(x.place(point.x))) 1000V\(number(top))h\(number(width * 0.88))V1000z"
            }
            return bars.isEmpty ? "" : "<path class=\"bars \(series.tone)\" d=\"\(bars.joined())\"/>"
        case .line:
            return "<path class=\"line \(series.tone)\" d=\"\(runs(series).map(line).joined())\"/>"
        case .area:
            let areas = runs(series).compactMap { run -> String? in
                guard let first = run.first, let last = run.last else { return nil }
                return line(run) + "L\(number(last.x)) 1000L\(number(first.x)) 1000z"
            }
            return
                "<path class=\"area \(series.tone)\" d=\"\(areas.joined())\"/><path class=\"line \(series.tone)\" d=\"\(runs(series).map(line).joined())\"/>"
        }
    }

    /// The unbroken stretches of a series, as places.
    private func runs(_ series: Series) -> [[(x: Double, y: Double)]] {
        var runs: [[(x: Double, y: Double)]] = [[]]
        for point in series.points {
            if let value = point.y {
                runs[runs.count - 1].append((x.place(point.x), 1 - y.place(value)))
            } else if runs.last?.isEmpty == false {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }

    private func line(_ run: [(x: Double, y: Double)]) -> String {
        // A lone point becomes a dot: a line of no length with round ends.
        let points = run.count == 1 ? [run[0], run[0]] : run
        return "M" + points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
    }

    private var labels: String {
        var spans = y.ticks.map {
            "<span class=\"y\" style=\"top:\(percent(1 - $0.place))\">\($0.label.escapedForMarkup)</span>"
        }
        spans += x.ticks.enumerated().map { place, tick in
            "<span class=\"x\(place % 2 == 1 ? " odd" : "")\" style=\"left:\(percent(tick.place))\">\(tick.label.escapedForMarkup)</span>"
        }
        spans += markerLabels.map { label in
            // At an end a name stands beside its line and not over it, so that it stays on the plot.
            let side = label.place > 0.9 ? " before" : label.place < 0.05 ? " after" : ""
            return
                "<span class=\"m\(side)\" style=\"left:\(percent(label.place))\">\(label.names.joined(separator: " · ").escapedForMarkup)</span>"
        }
        for band in bands where !band.name.isEmpty {
            let (from, to) = (x.place(band.from), x.place(band.to))
            guard to - from >= 0.04 else { continue }
            spans.append(
                "<span class=\"b\" style=\"left:\(percent(from));width:\(percent(to - from))\"><i>\(band.name.escapedForMarkup)</i></span>"
            )
        }
        return "<div aria-hidden=\"true\">\(spans.joined())</div>"
    }

    /// The names of markers; those that would touch stand together at the last one's line.
    var markerLabels: [(names: [String], place: Double)] {
        markers.reduce(into: []) { labels, marker in
            let place = x.place(marker.x)
            if let last = labels.last, place - last.place < 0.08 {
                labels[labels.count - 1] = (last.names + [marker.name], place)
            } else {
                labels.append(([marker.name], place))
            }
        }
    }

    private var table: String {
        guard !tableRows.isEmpty else { return "" }
        let head = tableHeader.map { "<th scope=\"col\">\($0.escapedForMarkup)</th>" }.joined()
        let rows = tableRows.map { row in
            "<tr>"
                + row.enumerated().map {
                    $0 == 0 ? "<th scope=\"row\">\($1.escapedForMarkup)</th>" : "<td>\($1.escapedForMarkup)</td>"
                }.joined() + "</tr>"
        }
        return
            "<details><summary>as a table</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(title.escapedForMarkup) as a table\"><table><thead><tr>\(head)</tr></thead><tbody>\(rows.joined())</tbody></table></div></details>"
    }

    private func number(_ place: Double) -> String {
        let text = (place * 1_000).fixed(1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private func percent(_ place: Double) -> String { (place * 100).fixed(2) + "%" }
}
