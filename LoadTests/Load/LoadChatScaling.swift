import Plimsoll
import Testing

/// The chat backend holds 2 pods under 10 users, grows to 3–4 under 50 and to 5–8 under 100, and is back within ten minutes.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(45)))
struct LoadChatScaling {
    @Test func lightLoadStaysAtTwoPods() async throws {
        let scaling = try await ChatCluster.observe()
        let report = try await Chat.users.run(.light, against: ChatCluster.target, observing: scaling)
        let timeline = try await scaling.settled(within: .minutes(10))

        #expect(report.errorRate < 0.01)
        #expect(timeline.peakReady == 2)
        #expect(timeline.recovery < .minutes(1))
    }

    @Test func moderateLoadTakesThreeToFourPods() async throws {
        let scaling = try await ChatCluster.observe()
        let report = try await Chat.users.run(.moderate, against: ChatCluster.target, observing: scaling)
        let timeline = try await scaling.settled(within: .minutes(10))

        #expect(report.errorRate < 0.01)
        #expect((3...4).contains(timeline.peakReady))
        #expect(timeline.recovery < .minutes(10))
    }

    @Test func heavyLoadTakesFiveToEightPods() async throws {
        let scaling = try await ChatCluster.observe()
        let report = try await Chat.users.run(.heavy, against: ChatCluster.target, observing: scaling)
        let timeline = try await scaling.settled(within: .minutes(10))

        #expect(report.errorRate < 0.01)
        #expect((5...8).contains(timeline.peakReady))
        #expect(timeline.flaps <= 1)
        #expect(timeline.scaleDown.early() == .zero)
        #expect(timeline.recovery < .minutes(10))
    }
}
