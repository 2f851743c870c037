public import Measurement

extension ScalingTimeline {
    /// The most pods that took traffic at once, from the load's start to the end of the observation.
    public var peakReady: Figure<Int> {
        count(readySeries.peak(from: zero, through: until), needing: readySources, "most ready at once")
    }

    /// The most replicas wanted, from the load's start to the end of the observation.
    public var peakDesired: Figure<Int> {
        count(desiredSeries.peak(from: zero, through: until), needing: desiredSources, "most wanted")
    }

    /// The pods that took traffic when the load began.
    public var baseline: Figure<Int> {
        guard load != nil else { return Figure(missing: Self.noLoad) }
        return count(readySeries.value(at: zero), needing: readySources, through: zero, "ready when the load began")
    }

    /// The pods that took traffic when the load ended.
    public var readyAtLoadEnd: Figure<Int> {
        guard load?.end != nil else { return Figure(missing: load == nil ? Self.noLoad : Self.noEnd) }
        return count(
            readySeries.value(at: loadEnd), needing: readySources, through: loadEnd, "ready when the load ended")
    }

    /// By how many the replicas wanted at most exceeded those still wanted at the load's end.
    public var overshoot: Figure<Int> {
        guard load != nil else { return Figure(missing: Self.noLoad) }
        let peak = desiredSeries.peak(from: zero, through: loadEnd)
        let settled = desiredSeries.value(at: loadEnd)
        guard let peak, let settled else { return Figure(missing: nothingSeen) }
        return count(
            peak - settled, needing: desiredSources, through: loadEnd, "\(peak) wanted at most, \(settled) in the end")
    }

    /// How often the autoscaler changed its mind under the load: turns from up to down or from down to up.
    public var flaps: Figure<Int> {
        guard load != nil else { return Figure(missing: Self.noLoad) }
        let directions = desiredSeries.changes(from: zero, through: loadEnd).map { $0.to > $0.from }
        let turns = zip(directions, directions.dropFirst()).filter { $0 != $1 }.count
        return count(
            turns, needing: desiredSources, through: loadEnd,
            "turns in \(directions.count) \(directions.count == 1 ? "change" : "changes") under the load")
    }

    /// By how many replicas the ready ones fell short of what the HPA's own formula asked for, at worst.
    public var shortfall: Figure<Int> {
        guard let worst = shortages.map(\.missing).max() else { return Figure(missing: noFormula) }
        return count(
            worst, needing: readySources + [.autoscaler], "at worst, against ceil(current × value ÷ target)")
    }

    /// How long the ready replicas were fewer than the HPA's own formula asked for.
    public var timeShort: Figure<Duration> {
        guard !shortages.isEmpty else { return Figure(missing: noFormula) }
        if let obstacle = obstacle(readySources + [.autoscaler], from: zero, through: until) {
            return Figure(missing: obstacle)
        }
        let time = shortages.filter { $0.missing > 0 }.map(\.lasted).reduce(.zero, +)
        return Figure(time, text: time.brief, basis: "with fewer ready than ceil(current × value ÷ target)")
    }

    /// The missing replicas between one step of either series and the next.
    private var shortages: [(missing: Int, lasted: Duration)] {
        let asked = StepSeries(record.metrics.compactMap { look in look.asked.map { .init(at: look.at, value: $0) } })
        let times = Set((asked.steps + readySeries.steps).map(\.at).filter { $0 > zero && $0 < until } + [zero, until])
        let sorted = times.sorted()
        return zip(sorted, sorted.dropFirst()).compactMap { begin, end in
            guard let want = asked.value(at: begin), let have = readySeries.value(at: begin) else { return nil }
            return (missing: max(0, want - have), lasted: end - begin)
        }
    }

    private var noFormula: String {
        "the HPA read no metric in this time, so its formula has nothing to ask for\(explanation)"
    }

    /// Why a count isn't known though nothing hindered it.
    var nothingSeen: String { "nothing was seen of it before the end of the observation" }

    /// A count as a figure, if the sources saw all of the span since zero.
    private func count(
        _ value: Int?, needing sources: [ObservedSource], through end: WallTime? = nil, _ basis: String
    ) -> Figure<Int> {
        if let obstacle = obstacle(sources, from: zero, through: end ?? until) { return Figure(missing: obstacle) }
        guard let value else { return Figure(missing: nothingSeen) }
        return Figure(value, text: "\(value)", basis: basis)
    }
}

extension RangeExpression where Bound: Sendable {
    /// Whether there is a value and it lies in the range: `(5...8).contains(timeline.peakReady)`.
    public func contains(_ figure: Figure<Bound>) -> Bool {
        figure.value.map { contains($0) } ?? false
    }
}
