import Plimsoll
import Testing

/// Under 200 users the chat backend reaches its ten pods, and is back at two within ten minutes after.
@Suite(.loadTest, .tags(.stress), .timeLimit(.minutes(60)))
struct StressChatScaling {
    @Test func stressReachesTenPods() async throws {
        try await ChatInCluster.play { chat in
            let scaling = try await chat.observe()
            let before = try await chat.calmAnswer()
            let report = try await Chat.users.run(
                .stress.scaled(time: chat.pace), against: chat.target, observing: scaling)
            let timeline = try await scaling.settled(within: chat.minutes(15), quietFor: chat.minutes(1))

            #expect(report.errorRate < 0.05)
            #expect(timeline.peakReady == 10)
            #expect(timeline.scaleUp.ready(atLeast: 10) < chat.minutes(10))
            #expect(timeline.recovery < chat.minutes(10))
            #expect(try await chat.calmAnswer() < (before.value ?? .zero) * 2)
        }
    }
}
