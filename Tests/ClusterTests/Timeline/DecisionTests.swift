import Measurement
import Testing

@testable import Cluster

/// Who decided what, where several hands are at work.
@Suite struct DecisionTests {
    /// A person sets four replicas; the autoscaler takes two back, and comes to four by itself much later.
    @Test func whatAPersonSetLongBeforeIsNotTheAutoscalers() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 2, cpu: 10, lastScale: -600)), at: -59)
        story.learn(.workload(Story.workload(wanted: 4, ready: 2)), at: 5.2)
        story.learn(.workload(Story.workload(wanted: 2, ready: 4)), at: 305.2)
        story.learn(.autoscaler(Story.autoscaler(current: 4, desired: 2, cpu: 5, lastScale: 305)), at: 305.3)
        story.learn(.workload(Story.workload(wanted: 4, ready: 2)), at: 600.2)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 4, cpu: 100, lastScale: 600)), at: 600.3)
        let decisions = story.timeline(loadEnd: 620, until: 630).decisions
        #expect(decisions.map(\.to) == [4, 2, 4])
        #expect(decisions.map(\.decider) == [.other, .autoscaler, .autoscaler])
        #expect(decisions.map(\.at.clockText) == ["+00:05", "+05:05", "+10:00"])
    }

    /// The controllers may run on another machine than the API server, whose clock is a little ahead.
    @Test func anAutoscalerWhoseClockIsAheadIsKnownByItsCount() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 2, cpu: 10, lastScale: -600)), at: -59)
        story.learn(.workload(Story.workload(wanted: 4, ready: 2)), at: 10.2)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 4, cpu: 100, lastScale: 12)), at: 10.3)
        let decisions = story.timeline(loadEnd: 60, until: 60).decisions
        #expect(decisions.map(\.to) == [4])
        #expect(decisions.map(\.decider) == [.autoscaler])
    }

    /// Probes print what they like, and their event repeats it.
    @Test func whatAProbePrintedIsOneLineWithoutControlCharacters() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(
            .event(
                ClusterEvent(
                    metadata: Story.metadata("web-1.1"), reason: "Unhealthy",
                    message: "Readiness probe failed:\n\u{1b}[31mno\tdatabase\r\n", isWarning: true, kind: "Deployment",
                    name: "web", time: Story.at(3), count: 1)), at: 3)
        #expect(
            story.builder.entries.last?.text
                == "warning, Unhealthy web: Readiness probe failed: [31mno database")
    }

    @Test func anAutoscalerThatMayNotShrinkSaysWhyItDidNot() throws {
        var story = Story()
        var hpa = Story.autoscaler(current: 4, desired: 4, cpu: 5, lastScale: 15)
        hpa.held = "its behavior disables scaling down"
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.workload(Story.workload(wanted: 4, ready: 4)), at: 15)
        story.learn(.autoscaler(hpa), at: 75)
        #expect(
            story.timeline(loadEnd: 60, until: 420).scaleDown.start.missingBecause
                == "the wanted replicas did not fall in the 6 min observed after the load; last read: cpu 5 % (target 50 %); its "
                + "behavior disables scaling down")
    }
}
