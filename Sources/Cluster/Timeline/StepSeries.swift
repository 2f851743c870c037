/// A number over time that stays as it is until its next step.
///
/// Steps may be set out of order, since some are stamped by the cluster and some by their arrival. Equal neighbours are
/// one step.
package struct StepSeries: Sendable, Equatable {
    /// A change of the number.
    package struct Step: Sendable, Equatable {
        /// When it took effect.
        package var at: WallTime
        /// The number from then on.
        package var value: Int
    }

    /// The steps in the order of time; neighbours differ.
    package private(set) var steps: [Step] = []

    /// Makes an empty series.
    package init() {}

    /// Makes a series of steps in any order.
    package init(_ steps: [Step]) {
        for step in steps.sorted(by: { $0.at < $1.at }) { append(step) }
    }

    /// Makes the count of things that come and go: +1 and -1 at their times.
    package init(changes: [(at: WallTime, by: Int)]) {
        var value = 0
        let sorted = changes.sorted { $0.at < $1.at }
        for (index, change) in sorted.enumerated() {
            value += change.by
            // Changes of one moment are one step, or a pod that replaces another would show as a dip.
            if index + 1 < sorted.count, sorted[index + 1].at == change.at { continue }
            append(Step(at: change.at, value: value))
        }
    }

    /// Sets the number from a time on, until the step that already follows.
    package mutating func set(_ value: Int, at: WallTime) {
        if let last = steps.last, at < last.at {
            self = StepSeries(steps.filter { $0.at != at } + [Step(at: at, value: value)])
        } else {
            append(Step(at: at, value: value))
        }
    }

    private mutating func append(_ step: Step) {
        if steps.last?.at == step.at { steps.removeLast() }
        if steps.last?.value != step.value { steps.append(step) }
    }

    /// The number at a time; nil before the first step.
    package func value(at time: WallTime) -> Int? {
        steps.last { $0.at <= time }?.value
    }

    /// The largest number in a span of time, the one it enters with included; nil when nothing was known by its end.
    package func peak(from begin: WallTime, through end: WallTime) -> Int? {
        let inside = steps.filter { $0.at > begin && $0.at <= end }.map(\.value)
        return ([value(at: begin)].compactMap { $0 } + inside).max()
    }

    /// The first time in a span at which the number satisfies a condition.
    package func first(
        from begin: WallTime, through end: WallTime, where condition: (Int) -> Bool
    ) -> WallTime? {
        if let value = value(at: begin), condition(value) { return begin }
        return steps.first { $0.at > begin && $0.at <= end && condition($0.value) }?.at
    }

    /// The steps in a span of time, each with the number before it.
    package func changes(
        from begin: WallTime, through end: WallTime
    ) -> [(at: WallTime, from: Int, to: Int)] {
        zip(steps, steps.dropFirst()).filter { $1.at >= begin && $1.at <= end }
            .map { (at: $1.at, from: $0.value, to: $1.value) }
    }
}
