public import Measurement

extension ScalingTimeline {
    /// A pod that was ready for long under the load and got no traffic.
    public struct IdlePod: Sendable, Hashable, CustomStringConvertible {
        /// The pod's name.
        public var pod: String
        /// How long it was ready under the load.
        public var ready: Duration

        /// The finding as one sentence, with what to do.
        public var description: String {
            "\(pod) was ready for \(ready.brief) of the load and served no request: callers that keep their connections open "
                + "stay with the pods they reached first; recycle the connections to tell the autoscaler's fault from theirs"
        }
    }

    /// Pods that were ready for a while under the load and served nothing though others did; empty when it isn't known.
    ///
    /// - Parameter patience: for how long a ready pod may be without a request.
    public func idlePods(afterReadyFor patience: Duration = .seconds(10)) -> [IdlePod] {
        guard let spread, spread.requests > 0, load != nil else { return [] }
        return record.pods.values.compactMap { pod in
            guard spread.share(of: pod.name) == 0 else { return nil }
            let ready = readyUnderLoad(pod)
            return ready >= patience ? IdlePod(pod: pod.name, ready: ready) : nil
        }.sorted { $0.pod < $1.pod }
    }

    /// How many times the mean rate the busiest pod served, each over the time it was ready; 1 is perfectly even.
    public var imbalance: Figure<Double> {
        guard load != nil else { return Figure(missing: Self.noLoad) }
        guard let spread, spread.requests > 0 else {
            return Figure(missing: "the requests were not counted by pod: name the pod in a response header")
        }
        if let obstacle = obstacle([.pods], from: zero, through: loadEnd) { return Figure(missing: obstacle) }
        let rates = record.pods.values.compactMap { pod -> (name: String, rate: Double)? in
            let seconds = readyUnderLoad(pod).seconds
            let served = spread.pods.first { $0.pod == pod.name }?.requests ?? 0
            return seconds < 1 ? nil : (pod.name, Double(served) / seconds)
        }
        let mean = rates.map(\.rate).reduce(0, +) / Double(max(1, rates.count))
        guard let busiest = rates.max(by: { $0.rate < $1.rate }), mean > 0 else {
            return Figure(
                missing:
                    "no observed pod served a request; the header names \(spread.pods.map(\.pod).prefix(3).joined(separator: ", "))"
            )
        }
        let factor = busiest.rate / mean
        return Figure(factor, text: factor.short(), basis: "\(busiest.name) against the mean of \(rates.count) pods")
    }

    /// How long a pod took traffic under the load.
    private func readyUnderLoad(_ pod: PodRecord) -> Duration {
        var ready = Duration.zero
        var since: WallTime?
        for change in pod.readyChanges {
            if change.by > 0 {
                since = change.at
            } else if let begin = since {
                ready += max(.zero, min(change.at, loadEnd) - max(begin, zero))
                since = nil
            }
        }
        if let since { ready += max(.zero, loadEnd - max(since, zero)) }
        return ready
    }
}
