public import Measurement

extension ScalingTimeline {
    /// The way up: times since the load's start.
    public var scaleUp: ScaleUp { ScaleUp(timeline: self) }

    /// The times from the load's start to each step on the way up.
    public struct ScaleUp: Sendable {
        let timeline: ScalingTimeline

        /// To the first decision for more replicas.
        public var decision: Figure<Duration> {
            reached { rise in
                timeline.elapsed(
                    from: timeline.zero, to: rise.first.at, needing: timeline.desiredSources,
                    "to the decision \(rise.first.from) → \(rise.first.to)")
            }
        }

        /// To the decision for the most replicas wanted under the load.
        public var desired: Figure<Duration> {
            reached { rise in
                timeline.elapsed(
                    from: timeline.zero, to: rise.peakAt, needing: timeline.desiredSources,
                    "to \(rise.peak) wanted")
            }
        }

        /// Until a node was found for as many pods as were wanted at most.
        public var scheduled: Figure<Duration> {
            reached { rise in
                let time = timeline.scheduledSeries.first(from: rise.peakAt, through: timeline.until) {
                    $0 >= rise.peak
                }
                return arrival(at: time, rise: rise, timeline.scheduledSeries, [.pods], "scheduled")
            }
        }

        /// Until as many pods took traffic as were wanted at most.
        public var ready: Figure<Duration> {
            reached { rise in
                let time = timeline.readySeries.first(from: rise.peakAt, through: timeline.until) { $0 >= rise.peak }
                return arrival(at: time, rise: rise, timeline.readySeries, timeline.readySources, "ready")
            }
        }

        /// Until so many pods took traffic; zero if as many did from the beginning.
        ///
        /// The promise of an autoscaler to be out in time, whatever it adds later.
        public func ready(atLeast count: Int) -> Figure<Duration> {
            guard timeline.load != nil else { return Figure(missing: ScalingTimeline.noLoad) }
            let series = timeline.readySeries
            guard let time = series.first(from: timeline.zero, through: timeline.until, where: { $0 >= count }) else {
                if let obstacle = timeline.obstacle(
                    timeline.readySources, from: timeline.zero, through: timeline.until)
                {
                    return Figure(missing: obstacle)
                }
                let most = series.peak(from: timeline.zero, through: timeline.until) ?? 0
                return Figure(missing: "only \(most) pods were ever ready\(timeline.explanation)")
            }
            return timeline.elapsed(
                from: timeline.zero, to: time, needing: timeline.readySources, "to \(count) ready")
        }

        /// To the first request that a new pod served.
        public var firstServed: Figure<Duration> {
            guard timeline.load != nil else { return Figure(missing: ScalingTimeline.noLoad) }
            guard let spread = timeline.spread else {
                return Figure(missing: "the requests were not counted by pod: name the pod in a response header")
            }
            let new = Set(timeline.pods.filter { ($0.ready ?? .zero) > .zero }.map(\.name))
            guard !new.isEmpty else { return Figure(missing: "no pod became ready after the load began") }
            guard let first = spread.pods.filter({ new.contains($0.pod) }).compactMap(\.first).min() else {
                return Figure(missing: "none of the \(new.count) new pods served a request\(spread.keepAliveHint)")
            }
            return Figure(first, text: first.brief, basis: "to the first request of a new pod")
        }

        /// Until the response times were within a limit again and stayed there to the load's end; zero if they always were.
        ///
        /// A second in which more than five of a hundred requests failed kept no limit, however soon they failed.
        public func limitRestored(p95 limit: Duration) -> Figure<Duration> {
            guard timeline.load != nil else { return Figure(missing: ScalingTimeline.noLoad) }
            let measured = timeline.latency.filter { $0.requests > 0 }
            guard let last = measured.last else {
                return Figure(missing: "no response times were put beside the timeline")
            }
            // Callers who wait for answers that never come are not content, only quiet.
            let silence = (timeline.loadEnd - timeline.zero) - last.at - .seconds(1)
            let pauses = zip(measured, measured.dropFirst()).map { $1.at - $0.at }
            if silence > max(.seconds(5), (pauses.max() ?? .zero) * 2) {
                return Figure(missing: "no request ended in the last \(silence.brief) of the load")
            }
            guard let broken = measured.last(where: { !$0.keeps(limit) }) else {
                return Figure(.zero, text: "0 s", basis: "p95 never above \(limit.brief)")
            }
            guard broken.at < last.at else {
                let fault =
                    broken.failures * 20 > broken.requests
                    ? "\(broken.failures) of \(broken.requests) requests still failed at \(broken.at.clockText)"
                    : "p95 was still \(broken.p95?.brief ?? "unknown") at \(broken.at.clockText), above \(limit.brief)"
                return Figure(missing: fault)
            }
            let time = broken.at + .seconds(1)
            return Figure(time, text: time.brief, basis: "until p95 stayed within \(limit.brief)")
        }

        /// The rise under the load: its first step, and when the most were wanted.
        private typealias Rise = (first: (at: WallTime, from: Int, to: Int), peak: Int, peakAt: WallTime)

        private func reached(_ figure: (Rise) -> Figure<Duration>) -> Figure<Duration> {
            guard timeline.load != nil else { return Figure(missing: ScalingTimeline.noLoad) }
            let changes = timeline.desiredSeries.changes(from: timeline.zero, through: timeline.loadEnd)
            guard let first = changes.first(where: { $0.to > $0.from }),
                let peak = changes.map(\.to).max(), let peakAt = changes.first(where: { $0.to == peak })?.at
            else {
                if let obstacle = timeline.obstacle(
                    timeline.desiredSources, from: timeline.zero, through: timeline.loadEnd)
                {
                    return Figure(missing: obstacle)
                }
                let count = timeline.desiredSeries.value(at: timeline.loadEnd).map { "at \($0)" } ?? "unknown"
                let span = (timeline.loadEnd - timeline.zero).brief
                return Figure(
                    missing:
                        "the wanted replicas did not rise in \(span) of load: they stayed \(count)\(timeline.explanation)"
                )
            }
            return figure((first, peak, peakAt))
        }

        private func arrival(
            at time: WallTime?, rise: Rise, _ series: StepSeries, _ sources: [ObservedSource], _ word: String
        ) -> Figure<Duration> {
            if let time {
                return timeline.elapsed(from: timeline.zero, to: time, needing: sources, "to \(rise.peak) \(word)")
            }
            if let obstacle = timeline.obstacle(sources, from: timeline.zero, through: timeline.until) {
                return Figure(missing: obstacle)
            }
            let most = series.peak(from: timeline.zero, through: timeline.until) ?? 0
            let left = timeline.record.pods.values.filter { $0.gone == nil && $0.terminating == nil }
            let waiting = left.sorted { ($0.created, $0.name) < ($1.created, $1.name) }.compactMap { pod in
                pod.trouble.map { trouble in
                    let why = [trouble, pod.unplaced].compactMap(\.self).joined(separator: ", ")
                    return "\(pod.name) \(pod.ended == nil ? "waits" : "ended"): \(why)"
                }
            }
            let detail = waiting.isEmpty ? "" : "; " + waiting.prefix(3).joined(separator: ", ")
            return Figure(missing: "only \(most) of the \(rise.peak) wanted replicas were ever \(word)\(detail)")
        }
    }
}

extension LatencyPoint {
    /// Whether 95 of 100 requests of the second were answered within a limit.
    fileprivate func keeps(_ limit: Duration) -> Bool {
        failures * 20 <= requests && p95.map { $0 <= limit } ?? false
    }
}
