internal import Measurement

extension TimelineBuilder {
    /// The record with what may have happened in the load's first second reckoned as the load's own.
    ///
    /// Stamps are cut off to the second: a change that was learnt after its second seems to precede a load that began in the
    /// middle of it, and what the load made would seem to be the state before it. A change that was learnt before the load is
    /// timed by its arrival, and stays before it.
    func reckoned(from begin: WallTime) -> TimelineBuilder {
        let cut = cutTimes.filter { $0 <= begin && begin < $0 + .seconds(1) }
        guard !cut.isEmpty else { return self }
        func moved(_ time: WallTime) -> WallTime {
            // Decisions of one second are kept apart by nanoseconds.
            guard let stamp = cut.first(where: { $0 <= time && time < $0 + .microseconds(1) }) else { return time }
            return begin + .nanoseconds(1) + (time - stamp)
        }
        func moved(_ series: StepSeries) -> StepSeries {
            StepSeries(series.steps.map { .init(at: moved($0.at), value: $0.value) })
        }
        var record = self
        record.pods = pods.mapValues { pod in
            var pod = pod
            pod.created = moved(pod.created)
            pod.scheduled = pod.scheduled.map { moved($0) }
            pod.readiness = pod.readiness.map { (at: moved($0.at), isReady: $0.isReady) }
            pod.terminating = pod.terminating.map { moved($0) }
            pod.ended = pod.ended.map { moved($0) }
            return pod
        }
        for index in decisions.indices { record.decisions[index].at = moved(decisions[index].at) }
        for index in metrics.indices { record.metrics[index].at = moved(metrics[index].at) }
        for index in advice.indices { record.advice[index].at = moved(advice[index].at) }
        for index in tellings.indices { record.tellings[index].at = moved(tellings[index].at) }
        record.current = moved(current)
        record.countedReady = moved(countedReady)
        return record
    }
}
