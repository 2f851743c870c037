import Measurement
import Testing

@testable import Cluster

/// Stamps are cut off to the second, and a load may begin in the middle of one.
@Suite struct LoadsFirstSecondTests {
    /// When the load begins: what happens half a second later is stamped with a time before it.
    static let begin = 0.4

    static func timeline(_ story: Story, begin: Double = begin, until: Double = 130) -> ScalingTimeline {
        ScalingTimeline(
            story.builder, load: LoadSpan(begin: Story.at(begin), end: Story.at(60)), until: Story.at(until))
    }

    /// Two pods become four in the load's first second, and two again a minute after it; what happened first was learnt at a time.
    static func upAndDown(learnt: Double) -> Story {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        for name in ["web-1", "web-2"] { story.learn(.pod(Story.pod(name, created: -600, ready: -590)), at: -59) }
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 2, cpu: 10, lastScale: -600)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 4, cpu: 100, lastScale: 0)), at: learnt)
        story.learn(.workload(Story.workload(wanted: 4, ready: 2)), at: learnt)
        for name in ["web-3", "web-4"] {
            story.learn(.pod(Story.pod(name, created: 0, scheduled: 0, ready: 0)), at: learnt)
        }
        story.learn(.autoscaler(Story.autoscaler(current: 4, desired: 2, cpu: 5, lastScale: 120)), at: 120.5)
        story.learn(.workload(Story.workload(wanted: 2, ready: 4)), at: 120.6)
        for name in ["web-3", "web-4"] {
            let pod = Story.pod(name, created: 0, scheduled: 0, ready: 0, terminating: 120)
            story.learn(.podGone(pod), at: 120.7)
        }
        return story
    }

    @Test func whatALateWatchTellsOfTheLoadsFirstSecondIsTheLoads() {
        let timeline = Self.timeline(Self.upAndDown(learnt: 3))
        #expect(timeline.baseline == 2)
        #expect(timeline.decisions.map(\.from) == [2, 4])
        #expect(timeline.scaleUp.decision < .milliseconds(1))
        #expect(timeline.scaleUp.ready < .milliseconds(1))
        #expect(timeline.recovery > .seconds(60) && timeline.recovery < .seconds(61))
        #expect(timeline.pods.allSatisfy { pod in (pod.ready ?? .zero) >= pod.created })
        #expect(timeline.pods.count { $0.created > .zero } == 2)
    }

    @Test func whatWasLearntBeforeTheLoadWasBeforeIt() {
        let timeline = Self.timeline(Self.upAndDown(learnt: 0.2))
        #expect(timeline.baseline == 4)
        #expect(timeline.recovery.missingBecause?.hasPrefix("only 2 replicas are ready") == true)
    }

    @Test func whatIsStampedASecondBeforeTheLoadWasBeforeIt() {
        let timeline = Self.timeline(Self.upAndDown(learnt: 3), begin: 1.4)
        #expect(timeline.baseline == 4)
    }

    @Test func anEventAloneTellsOfTheLoadsFirstSecondToo() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 0, ready: 0)), at: -59)
        story.learn(.scaledObject(Story.scaledObject(active: false)), at: -59)
        story.learn(
            .event(
                ClusterEvent(
                    metadata: Story.metadata("worker.0"), reason: "KEDAScaleTargetActivated",
                    message: "Scaled apps/v1.Deployment load/web from 0 to 1", isWarning: false, kind: "ScaledObject",
                    name: "worker", time: Story.at(0), count: 1)), at: 4)
        let timeline = Self.timeline(story)
        #expect(timeline.decisions.map(\.to) == [1])
        #expect(timeline.activation < .milliseconds(1))
    }

    @Test func theCountsOfAStatusAreTheLoadsToo() {
        var story = Story()
        func workload(_ count: Int, written: Double) -> Workload {
            var workload = Story.workload(wanted: count, ready: count)
            workload.metadata.statusWritten = Story.at(written)
            return workload
        }
        story.learn(.refused(.pods, reason: "forbidden"), at: -59)
        story.learn(.workload(workload(2, written: -600)), at: -59)
        story.learn(.workload(workload(4, written: 0)), at: 2)
        let timeline = Self.timeline(story)
        #expect(timeline.baseline == 2)
        #expect(timeline.peakReady == 4)
    }
}
