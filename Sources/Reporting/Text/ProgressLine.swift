internal import Measurement

/// The line that shows how a run stands, while it runs. Pure: a moment in, a line out.
package enum ProgressLine {
    /// The line for a terminal, to be written over the one before: a bar, the time, and the figures, within the columns.
    package static func live(_ moment: ProgressMoment, style: TextStyle) -> String {
        let share = moment.planned.map { $0 > .zero ? min(max(moment.elapsed / $0, 0), 1) : 1 }
        var line = share.map { bar($0, cells: 20) + " " } ?? ""
        line += words(moment).joined(separator: "  ")
        line = line.shortened(to: style.columns - 1)
        // Back to the line's start, and away with what was longer.
        return "\r" + (moment.failures > 0 ? style.paint(line, .bad) : line) + (style.isColored ? "\u{1b}[K" : "")
    }

    /// The line for a pipe or a log, to be written now and then.
    package static func plain(_ moment: ProgressMoment) -> String {
        words(moment).joined(separator: "  ")
    }

    /// Whether a pipe gets a line at this second: often at first, then every half a minute.
    package static func isDue(atSecond second: Int) -> Bool {
        switch second {
        case ...0: false
        case ...10: second.isMultiple(of: 5)
        case ...60: second.isMultiple(of: 10)
        default: second.isMultiple(of: 30)
        }
    }

    private static func words(_ moment: ProgressMoment) -> [String] {
        func whole(_ duration: Duration) -> String { String(duration.clock.dropLast(2)) }
        var words = [whole(moment.elapsed) + (moment.planned.map { " of \(whole($0))" } ?? "")]
        if moment.isStopping {
            words.append("finishing")
        } else if !moment.phase.isEmpty {
            words.append(moment.phase.harmless)
        }
        words.append(moment.users.counted("user"))
        words.append(moment.requests.counted("request"))
        words.append("\(moment.rate.compactRate)/s")
        if let p95 = moment.p95 { words.append("p95 \(p95.brief)") }
        words.append("\(moment.failures.grouped) failed")
        if moment.inFlight > 0 { words.append("\(moment.inFlight.grouped) in flight") }
        if moment.dropped > 0 { words.append("\(moment.dropped.grouped) dropped") }
        return words
    }

    private static func bar(_ share: Double, cells: Int) -> String {
        let eighths = Int((share * Double(cells * 8)).rounded(.down))
        let parts = Array(" ▏▎▍▌▋▊▉")
        var bar = String(repeating: "█", count: eighths / 8)
        if eighths / 8 < cells { bar.append(parts[eighths % 8]) }
        return "▕" + bar.padded(to: cells) + "▏"
    }
}
