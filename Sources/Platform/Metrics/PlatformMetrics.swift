public import struct Foundation.Date

/// What the platform under the target reported for a run's time: throttles, errors, concurrent executions, memory.
///
/// ```swift
/// let platform = await cloudWatch.metrics(during: report)
/// #expect(platform["Throttles"].sum == 0)
/// #expect(platform["ConcurrentExecutions"].max < 900)
/// ```
///
/// A source that can't be reached, a series that isn't there and one without datapoints yield figures that fail every limit and say why.
public struct PlatformMetrics: Sendable {
    /// The time that was asked about.
    public let range: Range<Date>
    /// All series, in the order in which they were asked for.
    public let series: [MetricSeries]
    /// What a reader has to know beside the figures.
    public let warnings: [String]

    /// Why nothing was read at all; nil when something was.
    private let absence: String?

    package init(range: Range<Date>, series: [MetricSeries], warnings: [String] = []) {
        self.init(range: range, series: series, warnings: warnings, absence: nil)
    }

    /// Creates metrics of which none has figures, whatever is asked for.
    package init(unreadBecause reason: String) {
        self.init(range: .distantPast ..< .distantPast, series: [], warnings: [], absence: reason)
    }

    private init(range: Range<Date>, series: [MetricSeries], warnings: [String], absence: String?) {
        self.range = range
        self.series = series
        self.warnings = warnings
        self.absence = absence
    }

    /// The series of that name.
    public subscript(name: String) -> MetricSeries {
        let found = series.filter { $0.name == name }
        if found.count == 1 { return found[0] }
        let reason: String
        if !found.isEmpty {
            reason = "\(found.count) series are named “\(name)”; give each a name of its own with as:"
        } else if let absence {
            reason = absence
        } else {
            let known = series.map(\.name)
            reason =
                "no series named “\(name)” was read; "
                + (known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))")
        }
        return MetricSeries(name: name, meaning: .count, content: .unread(reason))
    }

    /// The series of both, for one place to ask.
    public func merging(_ other: PlatformMetrics) -> PlatformMetrics {
        let ranges = [self, other].filter { $0.absence == nil }.map(\.range)
        let first = ranges.map(\.lowerBound).min() ?? range.lowerBound
        let last = ranges.map(\.upperBound).max() ?? range.upperBound
        return PlatformMetrics(
            range: first..<last, series: series + other.series, warnings: warnings + other.warnings,
            absence: absence ?? other.absence)
    }

    /// The reasons of all series that have no figures, each once.
    public var missingBecause: [String] {
        var seen: Set<String> = []
        return ([absence] + series.map(\.missingBecause)).compactMap(\.self).filter { seen.insert($0).inserted }
    }
}

// MARK: - CustomStringConvertible

extension PlatformMetrics: CustomStringConvertible {
    /// A line for each series, and the warnings.
    public var description: String {
        (series.map(\.description) + (absence.map { ["missing: \($0)"] } ?? []) + warnings.map { "note: \($0)" })
            .joined(separator: "\n")
    }
}
