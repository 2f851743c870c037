import Plimsoll
import Testing

/// Under 200 users the chat backend reaches its ten pods, and comes back.
@Suite(.loadTest, .tags(.stress), .timeLimit(.minutes(45)))
struct StressChatScaling {
    @Test func stressReachesTenPods() async throws {
        let scaling = try await ChatCluster.observe()
        _ = try await Chat.users.run(.stress, against: ChatCluster.target, observing: scaling)
        let timeline = try await scaling.settled(within: .minutes(15))

        #expect(timeline.peakReady == 10)
        #expect(timeline.scaleUp.ready < .minutes(10))
        #expect(timeline.recovery < .minutes(15))
    }
}
