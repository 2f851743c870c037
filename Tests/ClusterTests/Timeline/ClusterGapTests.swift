import Measurement
import Testing

@testable import Cluster

@Suite struct ClusterGapTests {
    @Test func aFigureThatNeedsAGapsTimeIsMissingWithTheGapsReason() {
        var story = Story.upAndDown
        story.learn(.blinded(.pods, since: Story.at(12), reason: "the API server did not answer"), at: 25)
        story.learn(.sighted(.pods), at: 40)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(!(timeline.scaleUp.ready < .seconds(600)))
        #expect(
            timeline.scaleUp.ready.missingBecause
                == "the pods could not be seen from +00:12 to +00:40: the API server did not answer"
        )
        #expect(timeline.peakReady.missingBecause != nil)
        // What the gap did not hide is still known.
        #expect(timeline.scaleUp.decision == .milliseconds(15_300))
        #expect(timeline.scaleDown.start == .seconds(330))
    }

    @Test func aGapShorterThanAnAutoscalersPeriodIsForgiven() {
        var story = Story.upAndDown
        story.learn(.blinded(.pods, since: Story.at(12), reason: "the watch ended"), at: 12)
        story.learn(.sighted(.pods), at: 14)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(timeline.scaleUp.ready == .seconds(20))
        #expect(timeline.gaps.count == 1)
    }

    @Test func aGapThatNeverClosedSpoilsTheRest() {
        var story = Story.upAndDown
        story.learn(.blinded(.workload, since: Story.at(100), reason: "forbidden"), at: 100)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(timeline.recovery.missingBecause == "the workload could not be seen from +01:40 on: forbidden")
        #expect(timeline.scaleUp.ready == .seconds(20))
    }

    @Test func aPodThatWentInAGapIsMissedAtTheNextList() {
        var story = Story()
        let one = Story.pod("web-1", created: -600, ready: -590)
        story.learn(.pod(one), at: -59)
        story.learn(.pod(Story.pod("web-2", created: -600, ready: -590)), at: -59)
        story.learn(.blinded(.pods, since: Story.at(10), reason: "the watch ended"), at: 10)
        story.learn(.podsListed([one]), at: 13)
        story.learn(.sighted(.pods), at: 13)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.ready.map(\.count) == [2, 1])
        #expect(timeline.readyAtLoadEnd == 1)
        #expect(timeline.pods.map(\.gone) == [nil, .seconds(13)])
    }

    @Test func whatIsForbiddenFailsOnlyWhatNeedsIt() {
        var story = Story.upAndDown
        story.learn(.refused(.pods, reason: "pods may not be listed by this user"), at: -60)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(timeline.scaleUp.scheduled.missingBecause == "pods may not be listed by this user")
        #expect(timeline.scaleUp.decision == .milliseconds(15_300))
    }
}
