public import Measurement

extension ScalingTimeline {
    /// What KEDA's own switching between zero and one did.
    public var keda: KEDAFigures { KEDAFigures(timeline: self) }

    /// What the VPA recommended and did.
    public var vertical: VerticalFigures { VerticalFigures(timeline: self) }

    /// KEDA's side of the timeline.
    public struct KEDAFigures: Sendable {
        let timeline: ScalingTimeline

        /// How long the triggers had been quiet when KEDA went to zero; never less than its cool-down, if it kept to it.
        public var quietBeforeZero: Figure<Duration> {
            let toZero = timeline.decisionRecords.filter { $0.to == 0 && $0.at >= timeline.zero }
            guard let last = toZero.last else {
                return Figure(missing: "KEDA did not go to zero\(timeline.explanation)")
            }
            let times = timeline.record.keda.filter { $0.at <= last.at + .seconds(2) }.compactMap(\.lastActive)
            guard let active = times.last else {
                return Figure(missing: "the ScaledObject never told when a trigger was last active")
            }
            return timeline.elapsed(
                from: active, to: last.at, needing: [.scaledObject, .workload], "from the last active trigger to zero")
        }

        /// How long the triggers have to be quiet before KEDA goes to zero, as the ScaledObject says or KEDA has it.
        public var cooldown: Figure<Duration> {
            declared("cool-down") { object in (object.cooldown, object.cooldown.brief) }
        }

        /// How often KEDA reads the triggers while nothing runs.
        public var pollingInterval: Figure<Duration> {
            declared("polling interval") { object in (object.pollingInterval, object.pollingInterval.brief) }
        }

        /// The value of the first trigger's metric that a replica is wanted for each of; missing for those that have none,
        /// such as a timetable.
        public var threshold: Figure<Quantity> {
            declared("threshold") { object in object.triggers.first?.threshold.map { ($0, "\($0)") } }
        }

        /// The value above which the first trigger wakes the workload from nothing: zero where it says none.
        public var activationThreshold: Figure<Quantity> {
            declared("activation threshold") { object in
                guard let trigger = object.triggers.first else { return nil }
                let value = trigger.activation ?? Quantity(0)
                return (value, "\(value)")
            }
        }

        private func declared<Value: Comparable & Sendable>(
            _ name: String, _ value: (ScaledObject) -> (Value, String)?
        ) -> Figure<Value> {
            if let reason = timeline.record.refused[.scaledObject] { return Figure(missing: reason) }
            guard let object = timeline.record.scaledObject else {
                return Figure(missing: "no ScaledObject was observed")
            }
            guard let found = value(object) else {
                return Figure(missing: "ScaledObject \(object.metadata.name) names no \(name) that is known here")
            }
            return Figure(found.0, text: found.1, basis: "\(name) of ScaledObject \(object.metadata.name)")
        }

        /// How long scaling was paused since the load's start.
        public var paused: Figure<Duration> { lasted("paused", \.isPaused) }

        /// How long KEDA ran on its fallback since the load's start.
        public var onFallback: Figure<Duration> { lasted("on its fallback", \.isFallback) }

        private func lasted(_ word: String, _ condition: (KEDARecord) -> Bool) -> Figure<Duration> {
            let records = timeline.record.keda
            guard !records.isEmpty else { return Figure(missing: "no ScaledObject was observed") }
            if let obstacle = timeline.obstacle([.scaledObject], from: timeline.zero, through: timeline.until) {
                return Figure(missing: obstacle)
            }
            let ends = records.dropFirst().map(\.at) + [timeline.until]
            let time = zip(records, ends).filter { condition($0.0) }
                .map { max(.zero, $1 - max($0.at, timeline.zero)) }.reduce(.zero, +)
            return Figure(time, text: time.brief, basis: word)
        }
    }

    /// The VPA's side of the timeline.
    public struct VerticalFigures: Sendable {
        let timeline: ScalingTimeline

        /// The recommendations for a container's resource over time.
        public func targets(_ resource: String, container: String) -> [(at: Duration, amount: Quantity)] {
            timeline.record.advice.compactMap { advice in
                let recommendation = advice.recommendations.first { $0.containerName == container }
                return recommendation?.target[resource].map { (at: advice.at - timeline.zero, amount: $0) }
            }
        }

        /// What was recommended for a container's resource over time, between the bounds outside of which a pod is evicted;
        /// a bound that wasn't told is nil.
        public func recommendations(
            _ resource: String, container: String
        ) -> [(at: Duration, lower: Quantity?, target: Quantity, upper: Quantity?)] {
            timeline.record.advice.compactMap { advice in
                guard let found = advice.recommendations.first(where: { $0.containerName == container }),
                    let target = found.target[resource]
                else { return nil }
                return (
                    at: advice.at - timeline.zero, lower: found.lowerBound?[resource], target: target,
                    upper: found.upperBound?[resource]
                )
            }
        }

        /// The largest recommendation for a resource, over all containers.
        public func peakTarget(_ resource: String) -> Figure<Quantity> {
            if let obstacle = timeline.obstacle([.verticalAutoscaler], from: timeline.zero, through: timeline.until) {
                return Figure(missing: obstacle)
            }
            let amounts = timeline.record.advice.flatMap(\.recommendations).compactMap { $0.target[resource] }
            guard let peak = amounts.max() else { return Figure(missing: noAdvice(resource)) }
            return Figure(peak, text: "\(peak)", basis: "largest \(resource) target of \(amounts.count)")
        }

        /// The largest factor by which a resource's recommendation grew from one to the next; 1 when it never grew.
        public func steepestRise(_ resource: String) -> Figure<Double> {
            if let obstacle = timeline.obstacle([.verticalAutoscaler], from: timeline.zero, through: timeline.until) {
                return Figure(missing: obstacle)
            }
            let containers = Set(timeline.record.advice.flatMap(\.recommendations).map(\.containerName))
            let factors = containers.flatMap { container in
                let amounts = targets(resource, container: container).map(\.amount.value)
                return zip(amounts, amounts.dropFirst()).filter { $0.0 > 0 }.map { $1 / $0 }
                    + (amounts.isEmpty ? [] : [1])
            }
            guard let steepest = factors.max() else { return Figure(missing: noAdvice(resource)) }
            return Figure(steepest, text: "× \(steepest.short())", basis: "from one \(resource) target to the next")
        }

        /// How many pods the VPA evicted.
        public var evictions: Figure<Int> {
            if let obstacle = timeline.obstacle([.events], from: timeline.zero, through: timeline.until) {
                return Figure(missing: obstacle)
            }
            return Figure(
                timeline.record.evictions, text: "\(timeline.record.evictions)", basis: "pods evicted by the VPA")
        }

        private func noAdvice(_ resource: String) -> String {
            guard let object = timeline.record.verticalAutoscaler else { return "no VPA was observed" }
            return "the VPA recommended no \(resource)" + (object.trouble.map { ": \($0)" } ?? "")
        }
    }
}
