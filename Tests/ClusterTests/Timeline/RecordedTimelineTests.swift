import Measurement
import Testing

@testable import Cluster

/// A real cluster's scaling from 1 to 9, replayed hours later: the timeline is the one a person reads from the recording.
@Suite struct RecordedTimelineTests {
    /// When the replay happens; nothing on the timeline may bear this time.
    static let replayed = WallTime("2026-11-21T03:00:00Z")!
    static let load = WallTime("2026-11-20T23:57:05Z")!

    /// The order in which the three watches' lines may come: they are separate processes.
    enum Order: CaseIterable { case podsFirst, autoscalerFirst, workloadFirst }

    static func timeline(_ order: Order = .workloadFirst) throws -> ScalingTimeline {
        var builder = TimelineBuilder(began: WallTime("2026-11-20T23:56:30Z")!)
        let pods = try Recording(name: "watch-pods-1.json").lines(of: Pod.self).compactMap(\.object)
            .filter { $0.metadata.labels["app"] == "web" }.map(ObservedChange.pod)
        let workload = try Recording(name: "watch-deploy-1.json").objects(Workload.self, named: "web")
            .map(ObservedChange.workload)
        let autoscaler = try Recording(name: "watch-hpa-1.json").objects(HorizontalAutoscaler.self, named: "web")
            .map(ObservedChange.autoscaler)
        let changes =
            switch order {
            case .podsFirst: pods + workload + autoscaler
            case .autoscalerFirst: autoscaler + pods + workload
            case .workloadFirst: workload + autoscaler + pods
            }
        for change in changes { builder.observed(change, at: replayed) }
        return ScalingTimeline(builder, load: LoadSpan(begin: load), until: WallTime("2026-11-20T23:58:10Z")!)
    }

    func text(_ steps: [ReplicaStep]) -> String {
        steps.map { "\($0.count) at \($0.at.clockText)" }.joined(separator: ", ")
    }

    @Test(arguments: Order.allCases)
    func theReplicasAreThoseOfTheRecording(order: Order) throws {
        let timeline = try Self.timeline(order)
        #expect(text(timeline.desired) == "1 at -03:19, 2 at -00:17, 6 at +00:14, 9 at +00:44")
        #expect(text(timeline.current) == "0 at -03:19, 1 at -00:30, 2 at -00:17, 6 at +00:14, 9 at +00:44")
        #expect(text(timeline.scheduled) == "0 at -00:35, 1 at -00:30, 2 at -00:17, 6 at +00:14, 9 at +00:44")
        #expect(text(timeline.ready) == "0 at -00:35, 1 at -00:26, 2 at -00:13, 6 at +00:18, 9 at +00:48")
    }

    @Test func theFiguresAreThoseOfTheRecording() throws {
        let timeline = try Self.timeline()
        #expect(timeline.baseline == 2)
        #expect(timeline.peakReady == 9)
        #expect(timeline.peakDesired == 9)
        #expect(timeline.scaleUp.decision == .seconds(14))
        #expect(timeline.scaleUp.desired == .seconds(44))
        #expect(timeline.scaleUp.scheduled == .seconds(44))
        #expect(timeline.scaleUp.ready == .seconds(48))
        #expect(timeline.flaps == 0)
        #expect(timeline.overshoot == 0)
        // At 225 % of 50 % the formula asks for 9 of 2: seven were missing until the last was ready at 23:57:53.
        #expect(timeline.shortfall == 7)
        #expect(timeline.timeShort == .seconds(34))
    }

    @Test func theDecisionsSayWhy() throws {
        let decisions = try Self.timeline().decisions
        #expect(decisions.map(\.to) == [2, 6, 9])
        #expect(decisions.map(\.from) == [1, 2, 6])
        #expect(decisions.allSatisfy { $0.decider == .autoscaler })
        #expect(
            decisions.map(\.reason) == [
                "below the minimum of 2", "cpu 225 % (target 50 %), held back by ScaleUpLimit",
                "cpu 75 % (target 50 %)",
            ]
        )
    }

    @Test func theMetricIsReadWithWhatItAsksFor() throws {
        let samples = try Self.timeline().metrics
        #expect(samples.map(\.at.clockText) == ["-00:17", "-00:01", "+00:14", "+00:29", "+00:44", "+00:59"])
        #expect(samples.map { $0.reading?.utilization } == [nil, 0, 225, 75, 75, 50])
        #expect(samples.map(\.asked) == [nil, 2, 9, 9, 9, 9])
    }

    @Test func aPodsLifeIsThatOfTheRecording() throws {
        let pod = try #require(try Self.timeline().pods.first { $0.name == "web-657449c4b6-vrtcf" })
        #expect(pod.node == "fake-2")
        #expect(pod.created == .seconds(14))
        #expect(pod.scheduled == .seconds(14))
        #expect(pod.ready == .seconds(18))
        #expect(pod.terminating == nil)
        #expect(pod.limits == ["app": ["cpu": Quantity(1), "memory": .mebibytes(256)]])
    }

    @Test func nothingOfTheWayDownIsKnownWhileTheLoadRuns() throws {
        let timeline = try Self.timeline()
        #expect(timeline.recovery.missingBecause == ScalingTimeline.noEnd)
        #expect(timeline.scaleDown.start.missingBecause == ScalingTimeline.noEnd)
        #expect(!(timeline.recovery < .seconds(3_600)))
    }

    @Test(arguments: [
        ("stuck", "0 at 00:04:00.000, 2 at 00:04:23.000, 1 at 00:04:35.000"),
        ("flap", "0 at 00:04:00.000, 1 at 00:04:25.000, 0 at 00:04:33.000, 1 at 00:04:41.000, 0 at 00:04:49.000"),
        ("crashloop", "0 at 00:04:00.000"), ("toobig", "0 at 00:04:00.000"), ("imagepull", "0 at 00:04:00.000"),
        ("neverready", "0 at 00:04:00.000"),
    ])
    func podsInTroubleCountAsAPersonCountsThem(app: String, ready: String) throws {
        var builder = TimelineBuilder(began: WallTime("2026-11-21T00:04:00Z")!)
        for pod in try Recording(name: "watch-edge-pods.json").lines(of: Pod.self).compactMap(\.object)
        where pod.metadata.labels["app"] == app {
            builder.observed(.pod(pod), at: Self.replayed)
        }
        let timeline = ScalingTimeline(builder, load: nil, until: Self.replayed)
        #expect(timeline.readySeries.steps.map { "\($0.value) at \($0.at)" }.joined(separator: ", ") == ready)
    }
}
