public import Measurement

extension ScalingTimeline {
    /// What KEDA's own switching between zero and one did.
    public var keda: KEDAFigures { KEDAFigures(timeline: self) }

    /// What the VPA recommended and did.
    public var vertical: VerticalFigures { VerticalFigures(timeline: self) }

    /// What the pods used, from kubectl top.
    public var usage: UsageFigures { UsageFigures(timeline: self) }

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

    /// The pods' usage over time.
    public struct UsageFigures: Sendable {
        let timeline: ScalingTimeline

        /// The most CPU that all pods used together.
        public var peakCPU: Figure<Quantity> { peak("cores", \.cpu) }

        /// The most memory that all pods used together.
        public var peakMemory: Figure<Quantity> { peak("memory", \.memory) }

        /// The most memory that one pod used.
        public var peakMemoryOfAPod: Figure<Quantity> {
            peak("memory of a pod") { $0.pods.map(\.memory).max() ?? Quantity(0) }
        }

        /// The total usage over time, since the timeline's zero.
        public var totals: [(at: Duration, cpu: Quantity, memory: Quantity)] {
            timeline.record.usage.map { (at: $0.at - timeline.zero, cpu: $0.cpu, memory: $0.memory) }
        }

        /// What each pod used over time: cores and bytes, since the timeline's zero. A pod without metrics is absent.
        public var pods: [(at: Duration, pod: String, cpu: Quantity, memory: Quantity)] {
            timeline.record.usage.flatMap { usage in
                usage.pods.map { (at: usage.at - timeline.zero, pod: $0.pod, cpu: $0.cpu, memory: $0.memory) }
            }
        }

        private func peak(_ word: String, _ amount: (UsageRecord) -> Quantity) -> Figure<Quantity> {
            if let reason = timeline.record.refused[.usage] { return Figure(missing: reason) }
            let readings = timeline.record.usage.filter { !$0.pods.isEmpty && $0.at >= timeline.zero }
            guard let peak = readings.map(amount).max() else {
                return Figure(missing: "kubectl top has not told any pod's usage yet")
            }
            return Figure(peak, text: "\(peak)", basis: "most \(word) in \(readings.count) readings")
        }
    }
}
