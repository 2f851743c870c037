import Plimsoll
import Testing

/// The chat backend holds 2 pods under 10 users, takes 3–4 under 50 and 5–8 under 100, and is back within ten minutes.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(60)))
struct LoadChatScaling {
    @Test func lightLoadStaysAtTwoPods() async throws {
        try await ChatInCluster.play { chat in
            let scaling = try await chat.observe()
            let report = try await Chat.users.run(
                .light.scaled(time: chat.pace), against: chat.target, observing: scaling)
            let timeline = try await scaling.settled(within: chat.minutes(10), quietFor: chat.minutes(0.5))

            #expect(report.errorRate < 0.01)
            #expect(timeline.peakReady == 2)
            #expect(timeline.recovery < chat.minutes(1))
        }
    }

    @Test func moderateLoadTakesThreeToFourPods() async throws {
        try await ChatInCluster.play { chat in
            let scaling = try await chat.observe()
            let report = try await Chat.users.run(
                .moderate.scaled(time: chat.pace), against: chat.target, observing: scaling)
            let timeline = try await scaling.settled(within: chat.minutes(15), quietFor: chat.minutes(1))

            #expect(report.errorRate < 0.01)
            #expect((3...4).contains(timeline.peakReady))
            #expect(timeline.recovery < chat.minutes(10))
        }
    }

    @Test func heavyLoadTakesFiveToEightPods() async throws {
        try await ChatInCluster.play { chat in
            let scaling = try await chat.observe()
            let before = try await chat.calmAnswer()
            let report = try await Chat.users.run(
                .heavy.scaled(time: chat.pace), against: chat.target, observing: scaling)
            let timeline = try await scaling.settled(within: chat.minutes(15), quietFor: chat.minutes(1))

            #expect(report.errorRate < 0.01)
            #expect((5...8).contains(timeline.peakReady))
            #expect(timeline.scaleUp.ready(atLeast: 5) < chat.minutes(10))
            #expect(timeline.recovery < chat.minutes(10))
            #expect(try await chat.calmAnswer() < (before.value ?? .zero) * 2)
        }
    }
}
