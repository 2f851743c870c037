internal import Measurement

/// Decides, reading by reading, whether a source has settled: a pure state machine.
struct SettlingWatch {
    /// What to do after a reading.
    enum Action: Equatable {
        case readAgain(after: Duration)
        /// These are the series.
        case finish([MetricSeries])
    }

    private let settling: Settling
    /// The newest reading of each series, and since when it has been the same.
    private var newest: [(series: MetricSeries, since: Duration)] = []

    init(_ settling: Settling) {
        self.settling = settling
    }

    /// A reading came in, so long after the first one was begun.
    mutating func seriesRead(_ series: [MetricSeries], at elapsed: Duration) -> Action {
        let known = newest
        newest = series.enumerated().map { place, one in
            let isSame = place < known.count && known[place].series == one
            return (one, isSame ? known[place].since : elapsed)
        }
        // A source that can't be read won't settle: its failures have been retried already.
        let isUnread = series.contains { if case .unread = $0.content { true } else { false } }
        guard settling.limit > .zero, !isUnread else { return .finish(series) }
        if newest.allSatisfy({ isSettled($0, at: elapsed) }) { return .finish(series) }
        guard elapsed + settling.interval <= settling.limit else { return .finish(given(up: elapsed)) }
        return .readAgain(after: settling.interval)
    }

    private func isSettled(_ entry: (series: MetricSeries, since: Duration), at elapsed: Duration) -> Bool {
        if case .empty = entry.series.content { return false }
        return elapsed - entry.since >= settling.quiet
    }

    /// The series as they are when waiting ends, each unsettled one with the reason why it has no figures.
    private func given(up elapsed: Duration) -> [MetricSeries] {
        newest.map { entry in
            var series = entry.series
            if case .empty(let reason) = series.content {
                series.content = .empty("\(reason), even \(elapsed.brief) after the first reading")
            } else if !isSettled(entry, at: elapsed) {
                series.content = .unread(
                    "“\(series.name)” was still changing \(elapsed.brief) after the first reading; "
                        + "wait longer with settling: .quiet(within:)")
            }
            return series
        }
    }
}
