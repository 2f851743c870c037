public import Measurement

extension ScalingTimeline {
    /// From the load's end until the replicas, wanted and ready, were what they had been before it, for good.
    public var recovery: Figure<Duration> {
        guard let load else { return Figure(missing: Self.noLoad) }
        guard load.end != nil else { return Figure(missing: Self.noEnd) }
        guard let ready = readySeries.value(at: zero), let wanted = desiredSeries.value(at: zero) else {
            return Figure(missing: nothingSeen)
        }
        if let obstacle = obstacle(readySources + desiredSources, from: loadEnd, through: until) {
            return Figure(missing: obstacle)
        }
        guard let readyBack = lastReturn(of: readySeries, to: ready) else { return Figure(missing: notBack(to: ready)) }
        guard let wantedBack = lastReturn(of: desiredSeries, to: wanted) else {
            let now = desiredSeries.value(at: until) ?? 0
            let span = (until - loadEnd).brief
            return Figure(
                missing: "\(now) replicas are still wanted \(span) after the load, \(wanted) before it\(explanation)")
        }
        return elapsed(
            from: loadEnd, to: max(readyBack, wantedBack), needing: [], "from the load's end to \(ready) ready again")
    }

    /// From the load's end until nothing was wanted or ready any more.
    public var scaleToZero: Figure<Duration> {
        guard let load else { return Figure(missing: Self.noLoad) }
        guard load.end != nil else { return Figure(missing: Self.noEnd) }
        if let obstacle = obstacle(readySources + desiredSources, from: loadEnd, through: until) {
            return Figure(missing: obstacle)
        }
        guard let ready = lastReturn(of: readySeries, to: 0), let wanted = lastReturn(of: desiredSeries, to: 0) else {
            let now = readySeries.value(at: until) ?? 0
            return Figure(
                missing: "\(now) replicas are still ready \((until - loadEnd).brief) after the load\(explanation)")
        }
        return elapsed(from: loadEnd, to: max(ready, wanted), needing: [], "from the load's end to zero replicas")
    }

    /// From the load's start until something was wanted, where nothing had been.
    public var activation: Figure<Duration> {
        guard load != nil else { return Figure(missing: Self.noLoad) }
        guard let before = desiredSeries.value(at: zero) else { return Figure(missing: nothingSeen) }
        guard before == 0 else {
            return Figure(
                missing: "\(before) replicas were wanted when the load began, so there was nothing to activate")
        }
        guard let time = desiredSeries.first(from: zero, through: until, where: { $0 > 0 }) else {
            if let obstacle = obstacle(desiredSources, from: zero, through: until) { return Figure(missing: obstacle) }
            return Figure(missing: "nothing was activated in \((until - zero).brief)\(explanation)")
        }
        return elapsed(from: zero, to: time, needing: desiredSources, "to the first wanted replica")
    }

    /// When a series came back to a level for good; nil when it hasn't, the load's end if it stood there already.
    private func lastReturn(of series: StepSeries, to level: Int) -> WallTime? {
        guard series.value(at: until) == level, let last = series.steps.last(where: { $0.at <= until }) else {
            return nil
        }
        return max(last.at, loadEnd)
    }

    /// Says that the ready replicas haven't come back to a level.
    func notBack(to level: Int) -> String {
        let now = readySeries.value(at: until) ?? 0
        let word = now < level ? "only \(now) replicas are" : "\(now) replicas are still"
        return "\(word) ready \((until - loadEnd).brief) after the load, \(level) before it\(explanation)"
    }
}
