internal import Foundation
internal import Gate

/// A metric's history in words, for a terminal and for a page.
enum TrendWords {
    /// What is drawn: the metric, the suite and where it ran.
    static func title(_ series: HistorySeries) -> String {
        "\(series.metric) of \(series.suite) on \(series.runnerClass), workload \(series.workload)"
    }

    /// A change of level: how much, since when, and with which commit it began.
    static func sentence(_ change: LevelChange, _ metric: Metric) -> String {
        let difference = change.change(of: metric)
        let amount =
            difference.map { "\($0.text(for: metric))" }
            ?? "\(MetricWords.level(change.before, metric)) → \(MetricWords.level(change.after, metric))"
        let isWorse =
            difference.map { $0.logarithm > 0 } ?? ((change.after > change.before) != metric.isBetterWhenLarger)
        return "\(isWorse ? "worse" : "better"), \(amount), \(MetricWords.level(change.before, metric)) → "
            + "\(MetricWords.level(change.after, metric)), since \(day(change.first.moment)) \(origin(change)), "
            + "p \(String(format: "%.4f", change.pValue))"
    }

    /// Where a change began: its commit, or the run where that isn't known.
    static func origin(_ change: LevelChange) -> String {
        change.first.commit.map { commit in
            "with commit \(commit.prefix(10))" + (change.last.commit.map { " (before: \($0.prefix(10)))" } ?? "")
        } ?? "with the run \(change.first.run)"
    }

    /// What is said of a series without a change of level.
    static func steadiness(_ series: HistorySeries) -> String {
        guard let first = series.points.first else { return "no runs" }
        return series.points.count < 2 * ChangePoints.fewest + 2
            ? "too few runs to tell a change of level since \(day(first.moment))"
            : "no change of level since \(day(first.moment))"
    }

    /// The day of a moment, in UTC.
    static func day(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day())
    }
}
