import Measurement
import Testing

@testable import Cluster

@Suite struct KEDATimelineTests {
    /// From nothing to one by KEDA, to three by its HPA, back to nothing after the cool-down.
    static var fromZeroToZero: Story {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 0, ready: 0)), at: -59)
        story.learn(.scaledObject(Story.scaledObject(active: false)), at: -59)
        story.learn(.scaledObject(Story.scaledObject(active: true, lastActive: 4)), at: 4)
        story.learn(.workload(Story.workload(wanted: 1, ready: 0)), at: 4)
        story.learn(.pod(Story.pod("web-1", created: 4, ready: 7)), at: 7)
        story.learn(.autoscaler(Story.autoscaler(current: 1, desired: 3, cpu: 150, lastScale: 19, minimum: 1)), at: 19)
        story.learn(.workload(Story.workload(wanted: 3, ready: 1)), at: 19)
        story.learn(.pod(Story.pod("web-2", created: 19, ready: 23)), at: 23)
        story.learn(.pod(Story.pod("web-3", created: 19, ready: 24)), at: 24)
        story.learn(.scaledObject(Story.scaledObject(active: true, lastActive: 60)), at: 60)
        story.learn(.scaledObject(Story.scaledObject(active: false, lastActive: 60)), at: 65)
        story.learn(.workload(Story.workload(wanted: 0, ready: 3)), at: 91)
        for (name, created, ready) in [("web-1", 4, 7), ("web-2", 19, 23), ("web-3", 19, 24)] {
            let pod = Story.pod(name, created: Double(created), ready: Double(ready), terminating: 91)
            story.learn(.pod(pod), at: 91)
        }
        return story
    }

    @Test func activationAndTheWayBackToZeroAreMeasured() {
        let timeline = Self.fromZeroToZero.timeline(loadEnd: 58, until: 120)
        #expect(timeline.baseline == 0)
        #expect(timeline.activation == .seconds(4))
        #expect(timeline.scaleUp.ready == .seconds(24))
        #expect(timeline.scaleToZero == .seconds(33))
        #expect(timeline.recovery == .seconds(33))
        #expect(timeline.keda.quietBeforeZero == .seconds(31))
        #expect(timeline.keda.paused == .zero)
        #expect(timeline.decisions.map(\.decider) == [.keda, .autoscaler, .keda])
    }

    @Test func kedasEventGivesItsSwitchingAReason() throws {
        var story = Self.fromZeroToZero
        var metadata = Story.metadata("worker.1")
        metadata.uid = "event"
        story.learn(
            .event(
                ClusterEvent(
                    metadata: metadata, reason: "KEDAScaleTargetActivated",
                    message: "Scaled apps/v1.Deployment load/web from 0 to 1, triggered by s0-metric-api-value",
                    isWarning: false, kind: "ScaledObject", name: "worker", time: Story.at(4), count: 1)), at: 5)
        let decision = try #require(story.timeline(loadEnd: 58, until: 120).decisions.first)
        #expect(decision.reason == "Scaled apps/v1.Deployment load/web from 0 to 1, triggered by s0-metric-api-value")
        #expect(decision.to == 1)
    }

    /// The watch of the workload came two seconds late, behind the HPA's own decision.
    @Test func kedasEventTimesWhatWasLearntLate() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 0, ready: 0)), at: -59)
        story.learn(.scaledObject(Story.scaledObject(active: false)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 1, desired: 3, cpu: 150, minimum: 1)), at: 4)
        story.learn(.autoscaler(Story.autoscaler(current: 1, desired: 3, cpu: 150, lastScale: 5, minimum: 1)), at: 5.5)
        story.learn(.workload(Story.workload(wanted: 1, ready: 0)), at: 6.2)
        story.learn(.workload(Story.workload(wanted: 3, ready: 0)), at: 6.3)
        for (reason, message, name, time) in [
            ("KEDAScaleTargetActivated", "Scaled apps/v1.Deployment load/web from 0 to 1", "worker", 4.0),
            ("SuccessfulRescale", "New size: 3; reason: cpu above target", "web-hpa", 5),
            // On its way back it comes to the count that KEDA had switched to.
            ("SuccessfulRescale", "New size: 1; reason: All metrics below target", "web-hpa", 6),
        ] {
            story.learn(
                .event(
                    ClusterEvent(
                        metadata: Story.metadata("\(name).\(time)"), reason: reason, message: message, isWarning: false,
                        kind: "", name: name, time: Story.at(time), count: 1)), at: 7)
        }
        let decisions = story.timeline(loadEnd: 58, until: 60).decisions
        #expect(decisions.map(\.to) == [1, 3, 1])
        #expect(decisions.map(\.decider) == [.keda, .autoscaler, .autoscaler])
        #expect(decisions.map(\.at) == [.seconds(5), .milliseconds(5_500), .seconds(6)])
    }

    @Test func aPauseInTheMiddleIsTheReasonThatNothingScaled() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.scaledObject(Story.scaledObject(active: true)), at: -59)
        story.learn(.scaledObject(Story.scaledObject(active: nil, paused: true)), at: 10)
        story.learn(.autoscalerGone(name: "keda-hpa-worker"), at: 11)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.keda.paused == .seconds(50))
        #expect(
            timeline.scaleUp.decision.missingBecause
                == "the wanted replicas did not rise in 1 min of load: they stayed at 2; ScaledObject worker is paused"
        )
        #expect(story.builder.entries.contains { $0.text == "worker is paused: nothing scales until it is resumed" })
    }

    @Test func whatStoodAboveZeroCanNotBeActivated() {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        #expect(
            timeline.activation.missingBecause
                == "2 replicas were wanted when the load began, so there was nothing to activate"
        )
        #expect(
            timeline.scaleToZero.missingBecause?.hasPrefix("2 replicas are still ready 6 min after the load") == true)
    }

    @Test func theRecommendationOfTheRecordingStaysInBounds() throws {
        var builder = TimelineBuilder(began: WallTime("2026-11-21T00:00:00Z")!)
        for object in try Recording(name: "watch-vpa.json").objects(VerticalAutoscaler.self, named: "web") {
            builder.observed(.verticalAutoscaler(object), at: WallTime("2026-11-21T03:00:00Z")!)
        }
        let timeline = ScalingTimeline(builder, load: nil, until: WallTime("2026-11-21T03:00:00Z")!)
        #expect(timeline.vertical.peakTarget("memory") == .mebibytes(250))
        #expect(timeline.vertical.peakTarget("memory") <= .gibibytes(1))
        #expect(timeline.vertical.steepestRise("memory") == 1)
        #expect(timeline.vertical.targets("cpu", container: "app").map(\.at) == [.seconds(357), .seconds(372)])
        #expect(timeline.vertical.evictions == 0)
    }

    @Test func withoutAVPAThereIsNoRecommendationToHoldToALimit() {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        #expect(!(timeline.vertical.peakTarget("memory") <= .gibibytes(1)))
        #expect(timeline.vertical.peakTarget("memory").missingBecause == "no VPA was observed")
    }
}
