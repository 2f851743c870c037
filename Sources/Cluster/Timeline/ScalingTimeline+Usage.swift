public import Measurement

extension ScalingTimeline {
    /// What the pods used, from kubectl top.
    public var usage: UsageFigures { UsageFigures(timeline: self) }

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

        /// The longest time without a reading that hides no peak: the metrics server itself averages over up to so much.
        private static let toleratedGap = Duration.seconds(60)

        private func peak(_ word: String, _ amount: (UsageRecord) -> Quantity) -> Figure<Quantity> {
            if let reason = timeline.record.refused[.usage] { return Figure(missing: reason) }
            let readings = timeline.record.usage.filter { !$0.pods.isEmpty && $0.at >= timeline.zero }
            guard let peak = readings.map(amount).max() else {
                let gap = timeline.record.gaps.last { $0.source == .usage }
                let reason = gap.map { ": \($0.reason)" } ?? ""
                return Figure(missing: "kubectl top has not told any pod's usage yet\(reason)")
            }
            if let obstacle = timeline.obstacle(
                [.usage], from: timeline.zero, through: timeline.until,
                tolerating: max(timeline.toleratedGap, Self.toleratedGap))
            {
                return Figure(missing: obstacle)
            }
            if let pod = unmeasured {
                return Figure(missing: "kubectl top never told what \(pod) used, which was ready for long")
            }
            return Figure(peak, text: "\(peak)", basis: "most \(word) in \(readings.count) readings")
        }

        /// A pod that three readings left out though it had been ready for a minute, and that no other knows either.
        private var unmeasured: String? {
            let readings = timeline.record.usage
            let measured = Set(readings.flatMap { $0.pods.map(\.pod) })
            let left = timeline.record.pods.values.filter { pod in
                guard !measured.contains(pod.name), let ready = pod.firstReady else { return false }
                let (from, to) = (ready + .seconds(60), pod.end ?? timeline.until)
                return readings.count { $0.at >= from && $0.at < to } >= 3
            }
            return left.map(\.name).min()
        }
    }
}
