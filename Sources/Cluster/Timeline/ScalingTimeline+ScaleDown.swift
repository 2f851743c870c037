public import Measurement

extension ScalingTimeline {
    /// The way down: times since the load's end.
    public var scaleDown: ScaleDown { ScaleDown(timeline: self) }

    /// The steps on the way down, and whether the autoscaler kept to its own window.
    public struct ScaleDown: Sendable {
        let timeline: ScalingTimeline

        /// From the load's end to the first decision for fewer replicas.
        public var start: Figure<Duration> {
            fell { fall in
                timeline.elapsed(
                    from: timeline.loadEnd, to: fall.at, needing: timeline.desiredSources,
                    "to the decision \(fall.from) → \(fall.to)")
            }
        }

        /// From the first decision for fewer replicas until no more took traffic than before the load.
        public var duration: Figure<Duration> {
            fell { fall in
                guard let level = timeline.readySeries.value(at: timeline.zero) else {
                    return Figure(missing: timeline.nothingSeen)
                }
                let back = timeline.readySeries.first(from: fall.at, through: timeline.until) { $0 <= level }
                guard let back else { return Figure(missing: timeline.notBack(to: level)) }
                return timeline.elapsed(
                    from: fall.at, to: back, needing: timeline.readySources, "to \(level) ready again")
            }
        }

        /// The shortest time that an autoscaler's metrics had asked for no more than it shrank to, when it did.
        ///
        /// Counted from the first look that asked for so few, so that it may be too small by the time between two looks.
        public var stabilisation: Figure<Duration> {
            let decisions = shrinkings
            guard !decisions.isEmpty else {
                return Figure(missing: "the HPA did not scale down\(timeline.explanation)")
            }
            let times = decisions.compactMap { decision -> Duration? in
                let looks = timeline.record.metrics.filter { $0.at <= decision.at && $0.asked != nil }
                let high = looks.lastIndex { ($0.asked ?? 0) > decision.to }
                guard let first = high.map({ $0 + 1 }) ?? (looks.isEmpty ? nil : 0) else { return nil }
                // No look between the last that asked for more and the decision: it was made on the spot.
                return looks.indices.contains(first) ? decision.at - looks[first].at : .zero
            }
            guard let shortest = times.min() else {
                return Figure(missing: "the HPA read no metric before it scaled down\(timeline.explanation)")
            }
            if let obstacle = timeline.obstacle([.autoscaler], from: timeline.zero, through: timeline.until) {
                return Figure(missing: obstacle)
            }
            return Figure(shortest, text: shortest.brief, basis: "shortest of \(decisions.count) decisions for fewer")
        }

        /// By how much the autoscaler shrank sooner than its stabilisation window allows; zero when it kept to it.
        ///
        /// - Parameter sync: how often the autoscaler looks at its metrics. The window counts from its last look that
        ///   asked for more, which is up to so much before the first look seen to ask for less.
        public func early(sync: Duration = .seconds(15)) -> Figure<Duration> {
            guard let window = timeline.record.autoscaler?.scaleDownWindow else {
                return Figure(missing: "no HPA was observed, so there is no window to keep to")
            }
            guard let waited = stabilisation.value else {
                return Figure(missing: stabilisation.missingBecause ?? timeline.nothingSeen)
            }
            // Both ends are cut off to the second.
            let early = max(.zero, window - sync - .seconds(1) - waited)
            return Figure(early, text: early.brief, basis: "window \(window.brief), waited \(waited.brief) or longer")
        }

        /// The decisions of the autoscaler for fewer replicas.
        private var shrinkings: [(at: WallTime, to: Int)] {
            timeline.decisionRecords.compactMap { decision in
                guard decision.decider == .autoscaler, decision.at >= timeline.zero,
                    let before = timeline.desiredSeries.steps.last(where: { $0.at < decision.at }),
                    decision.to < before.value
                else { return nil }
                return (at: decision.at, to: decision.to)
            }
        }

        private func fell(
            _ figure: ((at: WallTime, from: Int, to: Int)) -> Figure<Duration>
        ) -> Figure<Duration> {
            guard timeline.load != nil else { return Figure(missing: ScalingTimeline.noLoad) }
            guard timeline.load?.end != nil else { return Figure(missing: ScalingTimeline.noEnd) }
            let changes = timeline.desiredSeries.changes(from: timeline.loadEnd, through: timeline.until)
            if let fall = changes.first(where: { $0.to < $0.from }) { return figure(fall) }
            if let obstacle = timeline.obstacle(
                timeline.desiredSources, from: timeline.loadEnd, through: timeline.until)
            {
                return Figure(missing: obstacle)
            }
            let span = (timeline.until - timeline.loadEnd).brief
            return Figure(
                missing:
                    "the wanted replicas did not fall in the \(span) observed after the load\(timeline.explanation)")
        }
    }
}
