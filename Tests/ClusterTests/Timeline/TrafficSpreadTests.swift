import Measurement
import Testing

@testable import Cluster

@Suite struct TrafficSpreadTests {
    /// Ten requests a second and pod from a second on.
    static func counts(_ pods: [(name: String, from: Int)], rate: Int = 10) -> TrafficSpread {
        TrafficSpread(
            pods.flatMap { pod in
                (pod.from..<60).map { TrafficSpread.Count(second: $0, pod: pod.name, requests: rate) }
            }
        )
    }

    @Test func theFirstRequestOfANewPodIsTimed() {
        var timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        timeline.spread = Self.counts([("web-1", 0), ("web-2", 0), ("web-3", 21), ("web-4", 23)])
        #expect(timeline.scaleUp.firstServed == .seconds(21))
        #expect(timeline.idlePods() == [])
        #expect(timeline.imbalance < 1.1)
    }

    @Test func newPodsThatStayIdleAreFlagged() {
        var timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        timeline.spread = Self.counts([("web-1", 0), ("web-2", 0)])
        #expect(timeline.idlePods().map(\.pod) == ["web-3", "web-4"])
        #expect(timeline.idlePods().first?.ready == .seconds(41))
        #expect(timeline.idlePods(afterReadyFor: .seconds(41)).map(\.pod) == ["web-3"])
        #expect(
            timeline.scaleUp.firstServed.missingBecause?.hasPrefix("none of the 2 new pods served a request") == true)
        #expect(timeline.imbalance == 2)
    }

    @Test func sharesAddUp() {
        let spread = TrafficSpread([
            .init(second: 1, pod: "a", requests: 30), .init(second: 0, pod: "a", requests: 30),
            .init(second: 1, pod: "b", requests: 40), .init(second: 2, pod: "c", requests: 0),
        ])
        #expect(spread.requests == 100)
        #expect(spread.pods.map(\.pod) == ["a", "b"])
        #expect(spread.share(of: "a") == 0.6)
        #expect(spread.share(of: "c") == 0)
        #expect(spread.pods.first?.first == .zero)
        #expect(spread.pods.first?.last == .seconds(1))
    }

    @Test func withoutCountsNothingIsClaimed() {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        #expect(timeline.idlePods() == [])
        #expect(!(timeline.imbalance < 2))
        #expect(timeline.scaleUp.firstServed.missingBecause != nil)
    }
}
