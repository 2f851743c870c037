internal import Measurement

/// Draws the replicas over time with characters: a column a span of time, filled as high as pods were ready.
package enum TimelineChart {
    /// Draws a timeline.
    ///
    /// Ready pods are full blocks, those wanted beyond them shaded ones. A column whose span lies in a gap of the pods is
    /// left out with a question mark at the bottom.
    package static func text(of timeline: ScalingTimeline, columns: Int = 60, rows limit: Int = 10) -> String {
        let begin = min(timeline.zero, timeline.record.began)
        let span = timeline.until - begin
        guard span > .zero, columns > 0 else { return "" }
        let moments = (0..<columns).map { begin + .nanoseconds(span.nanoseconds * Int64($0 + 1) / Int64(columns)) }
        let width = Duration.nanoseconds(span.nanoseconds / Int64(columns))
        let ready = moments.map { timeline.readySeries.peak(from: $0 - width, through: $0) ?? 0 }
        let wanted = moments.map { timeline.desiredSeries.peak(from: $0 - width, through: $0) ?? 0 }
        let blind = moments.map { moment in
            timeline.record.gaps.contains { gap in
                gap.source == .pods && gap.from < moment && (gap.to ?? timeline.until) > moment - width
                    && (gap.to ?? timeline.until) - gap.from > timeline.toleratedGap
            }
        }
        let top = max(1, (ready + wanted).max() ?? 1)
        let step = (top + limit - 1) / limit
        var lines: [String] = []
        for level in stride(from: (top + step - 1) / step * step, to: 0, by: -step) {
            let label = "\(level)"
            let cells = moments.indices.map { index -> String in
                if blind[index] { return level <= step ? "?" : " " }
                if ready[index] > level - step { return "█" }
                return wanted[index] > level - step ? "░" : " "
            }
            let row = (String(repeating: " ", count: max(0, 4 - label.count)) + label + " │" + cells.joined())
            lines.append(row.trimmedEnd)
        }
        lines.append("   0 └" + axis(timeline, moments, width))
        lines.append("      " + legend(timeline, begin))
        return lines.joined(separator: "\n")
    }

    /// The axis, with the load's time drawn heavy.
    private static func axis(_ timeline: ScalingTimeline, _ moments: [WallTime], _ width: Duration) -> String {
        moments.map { moment in
            guard let load = timeline.load else { return "─" }
            return moment > load.begin && moment - width < timeline.loadEnd ? "━" : "─"
        }.joined()
    }

    private static func legend(_ timeline: ScalingTimeline, _ begin: WallTime) -> String {
        let from = (begin - timeline.zero).clockText
        let to = (timeline.until - timeline.zero).clockText
        let load = timeline.load == nil ? "" : " · ━ load"
        return "\(from) to \(to) · █ ready · ░ wanted\(load)"
    }
}

extension String {
    /// The text without blanks at its end.
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
