/// A change of level in a history, with the run in which it began.
package struct LevelChange: Sendable, Equatable {
    /// The place of the first run of the new level.
    package let index: Int
    /// The first run of the new level; its commit is where the change began.
    package let first: HistorySeries.Point
    /// The last run of the old level.
    package let last: HistorySeries.Point
    /// The mean of the old level, back to the change before.
    package let before: Double
    /// The mean of the new level, up to the change behind.
    package let after: Double
    /// The share of random orders of the same runs that separate as well.
    package let pValue: Double

    /// The change, signed so that more is worse; nothing where a level isn't positive.
    package func change(of metric: Metric) -> Change? { Change(from: before, to: after, of: metric) }
}

extension HistorySeries {
    /// Returns the changes of level, in their order.
    package func changes(_ search: ChangePoints = ChangePoints()) -> [LevelChange] {
        let found = search.find(in: points.map(\.value))
        let ends = [0] + found.map(\.index) + [points.count]
        return found.enumerated().map { place, one in
            func mean(_ part: Range<Int>) -> Double { Moments(points[part].map(\.value)).mean }
            return LevelChange(
                index: one.index, first: points[one.index], last: points[one.index - 1],
                before: mean(ends[place]..<one.index), after: mean(one.index..<ends[place + 2]), pValue: one.pValue)
        }
    }
}
