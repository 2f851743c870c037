@testable import Cluster

/// A story told to the timeline: what the observer would have learnt, second by second. Zero is the load's start.
struct Story {
    /// The load's start.
    static let zero = WallTime("2026-01-01T12:00:00Z") ?? WallTime(nanoseconds: 0)

    /// What the timeline is made from.
    var builder = TimelineBuilder(began: Story.zero - .seconds(60))

    /// A time of the story.
    static func at(_ seconds: Double) -> WallTime { zero + .milliseconds(Int64(seconds * 1_000)) }

    /// The metadata of an object.
    static func metadata(
        _ name: String, created: Double = -3_600, terminating: Double? = nil, generation: Int = 1
    ) -> ObjectMetadata {
        ObjectMetadata(
            name: name, namespace: "load", uid: name, created: at(created),
            deletion: terminating.map { at($0 + 30) }, grace: .seconds(30), generation: generation, labels: [:],
            annotations: [:], statusWritten: nil)
    }

    /// A pod in some state.
    static func pod(
        _ name: String, created: Double, scheduled: Double? = nil, ready: Double? = nil, unready: Double? = nil,
        terminating: Double? = nil, waiting: String? = nil, unschedulable: Bool = false
    ) -> Pod {
        let readiness = [ready, unready].compactMap { $0 }.max().map { time in
            ObjectCondition(
                type: "Ready", status: time == ready ? "True" : "False", reason: nil, message: nil,
                lastTransitionTime: at(time))
        }
        let isScheduled = !unschedulable
        return Pod(
            metadata: metadata(name, created: created, terminating: terminating), phase: "Running",
            node: isScheduled ? "node" : nil, address: nil,
            scheduling: ObjectCondition(
                type: "PodScheduled", status: isScheduled ? "True" : "False",
                reason: isScheduled ? nil : "Unschedulable", message: nil, lastTransitionTime: at(scheduled ?? created)),
            readiness: readiness,
            containers: [.init(name: "app", requests: [:], limits: [:], waiting: waiting, restarts: 0)])
    }

    /// The workload with so many replicas wanted.
    static func workload(wanted: Int, ready: Int, created: Double = -3_600, generation: Int = 7) -> Workload {
        Workload(
            metadata: metadata("web", created: created, generation: generation), kind: "Deployment", wanted: wanted,
            replicas: wanted, ready: ready, upToDate: wanted, available: ready, observedGeneration: generation,
            selector: "app=web")
    }

    /// The autoscaler at a look at its CPU metric.
    static func autoscaler(
        current: Int, desired: Int?, cpu: Int?, lastScale: Double? = nil, window: Duration = .seconds(300),
        trouble: String? = nil, limit: String? = nil, minimum: Int = 2, maximum: Int = 10
    ) -> HorizontalAutoscaler {
        var conditions = [
            ObjectCondition(
                type: "ScalingActive", status: trouble == nil ? "True" : "False", reason: nil, message: trouble,
                lastTransitionTime: nil)
        ]
        if let limit {
            conditions.append(
                ObjectCondition(
                    type: "ScalingLimited", status: "True", reason: limit, message: nil, lastTransitionTime: nil))
        }
        return HorizontalAutoscaler(
            metadata: metadata("web-hpa"), target: ScaleTarget(apiVersion: nil, kind: "Deployment", name: "web"),
            minReplicas: minimum, maxReplicas: maximum,
            metrics: [ScalingMetric(name: "cpu", target: .utilization(50))], scaleDownWindow: window,
            scaleUpWindow: .zero, currentReplicas: current, desiredReplicas: desired,
            lastScale: lastScale.map { at($0) },
            readings: cpu.map { [MetricReading(name: "cpu", utilization: $0, averageValue: nil, value: nil)] } ?? [],
            conditions: conditions)
    }

    /// KEDA's object in some state.
    static func scaledObject(
        active: Bool?, paused: Bool = false, lastActive: Double? = nil, trouble: String? = nil
    ) -> ScaledObject {
        func condition(_ type: String, _ value: Bool?, _ message: String? = nil) -> ObjectCondition {
            ObjectCondition(
                type: type, status: value.map { $0 ? "True" : "False" } ?? "Unknown", reason: nil, message: message,
                lastTransitionTime: nil)
        }
        return ScaledObject(
            metadata: metadata("worker"), target: ScaleTarget(apiVersion: nil, kind: nil, name: "web"), minReplicas: 0,
            maxReplicas: 8, pollingInterval: .seconds(5), cooldown: .seconds(30), initialCooldown: .zero, triggers: [],
            autoscaler: "keda-hpa-worker", lastActive: lastActive.map { at($0) },
            conditions: [
                condition("Ready", trouble == nil, trouble), condition("Active", active), condition("Paused", paused),
            ])
    }

    /// Lets the observer learn something.
    mutating func learn(_ change: ObservedChange, at seconds: Double) {
        builder.observed(change, at: Self.at(seconds))
    }

    /// The timeline of the story so far.
    func timeline(loadEnd: Double?, until: Double) -> ScalingTimeline {
        ScalingTimeline(
            builder, load: LoadSpan(begin: Self.zero, end: loadEnd.map { Self.at($0) }), until: Self.at(until))
    }

    /// Two pods under a load of a minute: up to four within 20 s, back to two after five minutes and a half.
    static var upAndDown: Story {
        var story = Story()
        story.learn(.workload(workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.pod(pod("web-1", created: -600, ready: -590)), at: -59)
        story.learn(.pod(pod("web-2", created: -600, ready: -590)), at: -59)
        story.learn(.autoscaler(autoscaler(current: 2, desired: 2, cpu: 10, lastScale: -600)), at: -59)
        story.learn(.workload(workload(wanted: 4, ready: 2)), at: 15.2)
        story.learn(.autoscaler(autoscaler(current: 2, desired: 4, cpu: 100, lastScale: 15)), at: 15.3)
        story.learn(.pod(pod("web-3", created: 15, scheduled: 16)), at: 16)
        story.learn(.pod(pod("web-4", created: 15, scheduled: 17)), at: 17)
        story.learn(.pod(pod("web-3", created: 15, scheduled: 16, ready: 19)), at: 19)
        story.learn(.pod(pod("web-4", created: 15, scheduled: 17, ready: 20)), at: 20)
        story.learn(.autoscaler(autoscaler(current: 4, desired: 4, cpu: 50, lastScale: 15)), at: 30)
        story.learn(.autoscaler(autoscaler(current: 4, desired: 4, cpu: 5, lastScale: 15)), at: 75)
        story.learn(.autoscaler(autoscaler(current: 4, desired: 2, cpu: 5, lastScale: 390)), at: 390)
        story.learn(.workload(workload(wanted: 2, ready: 4)), at: 390.1)
        story.learn(.pod(pod("web-3", created: 15, scheduled: 16, ready: 19, terminating: 390)), at: 390.2)
        story.learn(.pod(pod("web-4", created: 15, scheduled: 17, ready: 20, terminating: 391)), at: 391)
        story.learn(.podGone(pod("web-3", created: 15, scheduled: 16, ready: 19, terminating: 390)), at: 395)
        story.learn(.podGone(pod("web-4", created: 15, scheduled: 17, ready: 20, terminating: 391)), at: 396)
        return story
    }
}
