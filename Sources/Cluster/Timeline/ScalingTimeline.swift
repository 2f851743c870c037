/// What the cluster did under a load: replicas wanted, scheduled and ready over time, who decided what and why.
///
/// Ask it in a test as one asks a report: `timeline.peakReady`, `timeline.scaleUp.ready`, `timeline.recovery`. A figure
/// that can't be known is missing, compares false with everything and says why: nothing scaled, no load ran, or the
/// time it needs lies in a gap.
///
/// Zero on its clock is the load's start; without a load, the beginning of the observation. The cluster stamps its
/// changes with whole seconds, so no time is better than that unless its arrival fell into the stamped second.
public struct ScalingTimeline: Sendable {
    /// What was observed.
    package let record: TimelineBuilder
    /// When the load ran; nil when there was none.
    package let load: LoadSpan?
    /// When the observation ended, or the timeline was taken.
    package let until: WallTime
    /// The longest gap that spoils no figure. An autoscaler decides every 15 s; a third of that hides nothing of it.
    package let toleratedGap: Duration
    /// What callers saw, second by second; empty when no report was given.
    package var latency: [LatencyPoint] = []
    /// Requests by pod and second; nil when they weren't counted.
    package var spread: TrafficSpread?

    /// The replicas wanted.
    package let desiredSeries: StepSeries
    /// The pods a node was found for and that weren't asked to go.
    package let scheduledSeries: StepSeries
    /// The pods that took traffic.
    package let readySeries: StepSeries
    /// The changes of the wanted replicas with their reasons, events consulted.
    package let decisionRecords: [DecisionRecord]

    /// Makes the timeline of what was observed.
    package init(
        _ builder: TimelineBuilder, load: LoadSpan?, until: WallTime, toleratedGap: Duration = .seconds(5)
    ) {
        let record = load.map { builder.reckoned(from: $0.begin) } ?? builder
        self.record = record
        self.load = load
        self.until = until
        self.toleratedGap = toleratedGap
        decisionRecords = record.explainedDecisions
        desiredSeries = StepSeries(
            (record.firstWanted.map { [$0] } ?? []) + decisionRecords.map { StepSeries.Step(at: $0.at, value: $0.to) }
        )
        // An empty namespace is no gap: without any pod the count is zero from the beginning.
        let origin = [(at: record.began, by: 0)]
        scheduledSeries = StepSeries(changes: origin + record.pods.values.flatMap(\.scheduledChanges))
        let isBlind = record.refused[.pods] != nil
        readySeries =
            isBlind ? record.countedReady : StepSeries(changes: origin + record.pods.values.flatMap(\.readyChanges))
    }

    /// The time that counts as zero.
    package var zero: WallTime { load?.begin ?? record.began }

    /// When the load ended, or the observation while it runs.
    package var loadEnd: WallTime { min(load?.end ?? until, until) }
}

// MARK: - What happened

extension ScalingTimeline {
    /// The replicas wanted over time.
    public var desired: [ReplicaStep] { steps(desiredSeries) }
    /// The pods that exist, as the workload's status counts them.
    public var current: [ReplicaStep] { steps(record.current) }
    /// The pods a node was found for.
    public var scheduled: [ReplicaStep] { steps(scheduledSeries) }
    /// The pods that took traffic.
    public var ready: [ReplicaStep] { steps(readySeries) }

    /// Every pod's life, in the order of their creation.
    public var pods: [PodLife] {
        record.pods.values.sorted { ($0.created, $0.name) < ($1.created, $1.name) }.map { pod in
            PodLife(
                name: pod.name, node: pod.node, created: pod.created - zero, scheduled: pod.scheduled.map { $0 - zero },
                ready: pod.firstReady.map { $0 - zero }, terminating: pod.terminating.map { $0 - zero },
                ended: pod.ended.map { $0 - zero }, gone: pod.gone.map { $0 - zero }, trouble: pod.trouble,
                restarts: pod.restarts, lastEnd: pod.containers.lazy.compactMap(\.lastEnd).first,
                relapses: pod.readyChanges.filter { $0.by < 0 && $0.at != pod.end }.count,
                limits: Dictionary(pod.containers.map { ($0.name, $0.limits) }) { $1 }
            )
        }
    }

    /// The changes of the wanted replicas, with who decided and why.
    public var decisions: [ScalingDecision] {
        decisionRecords.map { decision in
            let before = desiredSeries.steps.last { $0.at < decision.at }?.value
            return ScalingDecision(
                at: decision.at - zero, from: before, to: decision.to, decider: decision.decider,
                reason: decision.reason.isEmpty ? "no reason was given" : decision.reason
            )
        }
    }

    /// The values of the autoscaler's metrics against their targets.
    public var metrics: [MetricSample] {
        record.metrics.flatMap { look in
            look.metrics.map { metric in
                MetricSample(
                    at: look.at - zero, reading: look.readings.first { $0.name == metric.name }, metric: metric,
                    asked: look.asked
                )
            }
        }
    }

    /// The spans of time in which something could not be seen.
    public var gaps: [ClusterGap] {
        record.gaps.map { gap in
            ClusterGap(source: gap.source, from: gap.from - zero, to: gap.to.map { $0 - zero }, reason: gap.reason)
        }
    }

    private func steps(_ series: StepSeries) -> [ReplicaStep] {
        series.steps.map { ReplicaStep(at: $0.at - zero, count: $0.value) }
    }
}

// MARK: - CustomStringConvertible

extension ScalingTimeline: CustomStringConvertible {
    /// The figures of the timeline, a line each, as a failing expectation prints them.
    public var description: String { TimelineText.summary(of: self) }
}
