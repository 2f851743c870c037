import Measurement
import Testing

@testable import Cluster

@Suite struct ScalingFigureTests {
    @Test func theWayUpAndDownIsMeasured() {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        #expect(timeline.baseline == 2)
        #expect(timeline.peakReady == 4)
        #expect((3...4).contains(timeline.peakReady))
        #expect(!(5...8).contains(timeline.peakReady))
        // The arrival at 15.3 s lies in the stamped second and is the better time.
        #expect(timeline.scaleUp.decision == .milliseconds(15_300))
        #expect(timeline.scaleUp.scheduled == .seconds(17))
        #expect(timeline.scaleUp.ready == .seconds(20))
        #expect(timeline.scaleDown.start == .seconds(330))
        #expect(timeline.scaleDown.duration == .seconds(1))
        #expect(timeline.recovery == .seconds(331))
        #expect(timeline.overshoot == 0)
        #expect(timeline.flaps == 0)
    }

    @Test func soManyPodsInTimeCanBePromised() {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 400)
        #expect(timeline.scaleUp.ready(atLeast: 2) == .zero)
        #expect(timeline.scaleUp.ready(atLeast: 3) == .seconds(19))
        #expect(timeline.scaleUp.ready(atLeast: 4) == .seconds(20))
        let missing = timeline.scaleUp.ready(atLeast: 5)
        #expect(missing.missingBecause?.hasPrefix("only 4 pods were ever ready") == true)
        #expect(!(missing < .seconds(1000)))
    }

    @Test func theStabilisationWindowIsHeldAgainstTheMetrics() {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        #expect(timeline.scaleDown.stabilisation == .seconds(315))
        #expect(timeline.scaleDown.early() == .zero)
    }

    @Test func anAutoscalerThatShrinksTooSoonIsCaught() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 4, ready: 4)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 4, desired: 4, cpu: 50, lastScale: -600)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 4, desired: 4, cpu: 5, lastScale: -600)), at: 20)
        story.learn(.autoscaler(Story.autoscaler(current: 4, desired: 2, cpu: 5, lastScale: 60)), at: 60)
        let timeline = story.timeline(loadEnd: 10, until: 100)
        #expect(timeline.scaleDown.stabilisation == .seconds(40))
        // 300 s of window, less a sync period and the second both stamps are cut off to, less the 40 s waited.
        #expect(timeline.scaleDown.early() == .seconds(244))
    }

    @Test func indecisionIsCounted() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        for (time, wanted) in [(10, 4), (20, 6), (30, 3), (40, 5), (50, 2)] {
            story.learn(.workload(Story.workload(wanted: wanted, ready: 2)), at: Double(time))
        }
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.flaps == 3)
        #expect(timeline.overshoot == 4)
    }

    @Test func replicasThatNeverRoseAreNoFigureAndSayWhatTheMetricsWere() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 2, cpu: 30, lastScale: -600)), at: -59)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(!(timeline.scaleUp.ready < .seconds(600)))
        #expect(
            timeline.scaleUp.ready.description
                == "missing: the wanted replicas did not rise in 1 min of load: they stayed at 2; last read: cpu 30 % (target 50 %)"
        )
    }

    @Test func anAutoscalerWithoutMetricsIsNamedAsTheCause() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(
            .autoscaler(Story.autoscaler(current: 2, desired: nil, cpu: nil, trouble: "missing request for cpu")),
            at: -59)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(
            timeline.scaleUp.decision.missingBecause
                == "the wanted replicas did not rise in 1 min of load: they stayed at 2; the HPA doesn't scale: missing request for cpu"
        )
        #expect(timeline.shortfall.missingBecause?.hasPrefix("the HPA read no metric in this time") == true)
    }

    @Test func podsThatNeverCameUpAreNamed() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 1, ready: 1)), at: -59)
        story.learn(.pod(Story.pod("web-1", created: -600, ready: -590)), at: -59)
        story.learn(.workload(Story.workload(wanted: 2, ready: 1)), at: 10)
        var unplaced = Story.pod("web-2", created: 10, unschedulable: true)
        unplaced.scheduling?.message = "0/1 nodes are available: 1 Insufficient cpu."
        story.learn(.pod(unplaced), at: 10)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.scaleUp.desired == .seconds(10))
        #expect(
            timeline.scaleUp.ready.missingBecause
                == "only 1 of the 2 wanted replicas were ever ready; web-2 waits: Unschedulable, 0/1 nodes are available: "
                + "1 Insufficient cpu."
        )
    }

    @Test func replicasThatStayUpAreNoRecovery() {
        var story = Story.upAndDown
        story.learn(.workload(Story.workload(wanted: 3, ready: 2)), at: 400)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(
            timeline.recovery.missingBecause
                == "3 replicas are still wanted 6 min after the load, 2 before it; last read: cpu 5 % (target 50 %)"
        )
    }

    @Test func withoutALoadThereIsNoTimeToCountFrom() {
        let timeline = ScalingTimeline(Story.upAndDown.builder, load: nil, until: Story.at(420))
        #expect(timeline.scaleUp.ready.missingBecause == ScalingTimeline.noLoad)
        #expect(timeline.recovery.missingBecause == ScalingTimeline.noLoad)
        #expect(timeline.peakReady == 4)
    }

    @Test func aLimitIsRestoredAfterItsLastBreach() {
        var timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        #expect(timeline.scaleUp.limitRestored(p95: .seconds(1)).missingBecause != nil)
        timeline.latency = (0..<60).map { second in
            LatencyPoint(
                at: .seconds(second), p95: .milliseconds((5..<22).contains(second) ? 900 : 100), requests: 10,
                failures: 0)
        }
        #expect(timeline.scaleUp.limitRestored(p95: .milliseconds(300)) == .seconds(22))
        #expect(timeline.scaleUp.limitRestored(p95: .seconds(1)) == .zero)
        #expect(timeline.scaleUp.limitRestored(p95: .milliseconds(50)).missingBecause != nil)
    }
}
