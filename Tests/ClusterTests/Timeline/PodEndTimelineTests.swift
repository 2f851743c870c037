import Measurement
import Testing

@testable import Cluster

/// Pods that fail and stay, clocks that differ, containers that die: what they do to the counts.
@Suite struct PodEndTimelineTests {
    /// Two ready pods, of which the second is evicted at 20 s and replaced.
    static var eviction: Story {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.pod(Story.pod("web-1", created: -600, ready: -590)), at: -59)
        var second = Story.pod("web-2", created: -600, ready: -590)
        story.learn(.pod(second), at: -59)
        (second.phase, second.reason, second.readiness) = ("Failed", "Evicted", nil)
        story.learn(.pod(second), at: 20)
        story.learn(.pod(Story.pod("web-3", created: 20, scheduled: 20)), at: 20.5)
        story.learn(.pod(Story.pod("web-3", created: 20, scheduled: 20, ready: 24)), at: 24)
        return story
    }

    @Test func anEvictedPodCountsNoMoreThoughItsObjectStays() {
        let timeline = Self.eviction.timeline(loadEnd: 60, until: 120)
        #expect(timeline.ready.map(\.count) == [2, 1, 2])
        #expect(timeline.scheduled.map(\.count) == [2, 1, 2])
        let pod = timeline.pods.first { $0.name == "web-2" }
        #expect(pod?.ended == .seconds(20))
        #expect(pod?.gone == nil)
        #expect(pod?.trouble == "Evicted")
        #expect(Self.eviction.builder.entries.contains { $0.text == "web-2 failed: Evicted" })
    }

    @Test func aPodThatFailedAndStaysDoesNotKeepTheReplicasFromSettling() {
        var story = Self.eviction
        var rejected = Story.pod("web-4", created: 30)
        (rejected.phase, rejected.reason) = ("Failed", "OutOfcpu")
        story.learn(.pod(rejected), at: 30)
        let timeline = story.timeline(loadEnd: 60, until: 120)
        #expect(timeline.recovery == .zero)
        #expect(timeline.isSettled(quietFor: .seconds(15)))
    }

    @Test func aFailureBeforeTheObservationIsTimedByTheNodesLastWord() {
        var story = Story()
        var failed = Story.pod("web-0", created: -600, ready: -590)
        (failed.phase, failed.reason, failed.readiness) = ("Failed", "Evicted", nil)
        failed.metadata.statusWritten = Story.at(-300)
        story.learn(.pod(failed), at: -59)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.scheduled.last?.count == 0)
        #expect(timeline.pods.first?.ended == .seconds(-300))
    }

    @Test func aNodeWhoseClockIsAheadOrBehindTurnsNoLifeAround() throws {
        var story = Story()
        // Scheduled by a clock three seconds behind, ready by one two seconds ahead.
        story.learn(.pod(Story.pod("web-1", created: 10, scheduled: 7)), at: 11.5)
        story.learn(.pod(Story.pod("web-1", created: 10, scheduled: 7, ready: 17)), at: 15)
        story.learn(.pod(Story.pod("web-1", created: 10, scheduled: 7, ready: 17, unready: 18)), at: 18.5)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        let pod = try #require(timeline.pods.first)
        #expect(pod.created == .seconds(10))
        #expect(pod.scheduled == .seconds(10))
        #expect(pod.ready == .seconds(15))
        #expect(timeline.ready.map(\.count) == [0, 1, 0])
    }

    @Test func aReadinessThatTurnsTwiceInASecondKeepsItsOrder() {
        var story = Story()
        story.learn(.pod(Story.pod("web-1", created: -600, ready: 18)), at: 18.6)
        // Its stamp is 18 s too, and it was learnt too late to say when in that second.
        story.learn(.pod(Story.pod("web-1", created: -600, unready: 18)), at: 19.4)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.readySeries.steps.allSatisfy { $0.value >= 0 })
        #expect(timeline.ready.last?.count == 0)
    }

    @Test func aContainerThatDiedOfItsMemoryIsNamed() {
        var story = Story()
        var pod = Story.pod("web-1", created: -600, ready: -590)
        story.learn(.pod(pod), at: -59)
        pod.containers[0].restarts = 1
        pod.containers[0].lastEnd = "OOMKilled"
        story.learn(.pod(pod), at: 30)
        #expect(story.builder.entries.last?.text == "web-1 restarted (OOMKilled), 1 in all")
        #expect(story.timeline(loadEnd: 60, until: 60).pods.first?.lastEnd == "OOMKilled")
    }

    @Test func aResizeThatItsNodePutsOffIsToldOnce() {
        var story = Story()
        var pod = Story.pod("web-1", created: -600, ready: -590)
        story.learn(.pod(pod), at: -59)
        pod.resizing = ObjectCondition(
            type: "PodResizePending", status: "True", reason: "Deferred", message: "not enough memory",
            lastTransitionTime: nil)
        story.learn(.pod(pod), at: 10)
        story.learn(.pod(pod), at: 11)
        let lines = story.builder.entries.filter { $0.subject == .vpa }.map(\.text)
        #expect(lines == ["web-1 can't be resized in place yet, Deferred: not enough memory"])
    }

    @Test func aListThatShowsAnObjectAgainAddsNothing() {
        var story = Story()
        var hpa = Story.autoscaler(current: 2, desired: 2, cpu: 30, lastScale: -600)
        hpa.metadata.version = "7"
        var workload = Story.workload(wanted: 2, ready: 2)
        workload.metadata.version = "8"
        for time in [-59.0, 10, 20] {
            story.learn(.autoscaler(hpa), at: time)
            story.learn(.workload(workload), at: time)
        }
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.metrics.count == 1)
        #expect(story.builder.entries.count == 2)
    }
}
