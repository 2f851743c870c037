import Plimsoll
import StandIns
import Testing

/// The chat service bears its everyday levels: light, moderate and heavy.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(60)))
struct LoadChat {
    @Test func lightTrafficIsAnsweredAtOnce() async throws {
        let report = try await Chat.users.run(.light, against: .chat)

        #expect(report.errorRate < 0.01)
        #expect(report["POST /chat"].p95 < .milliseconds(500))
    }

    @Test func moderateTrafficIsAnsweredAtOnce() async throws {
        let report = try await Chat.users.run(.moderate, against: .chat)

        #expect(report.errorRate < 0.01)
        #expect(report["POST /chat"].p95 < .milliseconds(500))
    }

    /// Three ordinary users for each one who asks without a pause.
    @Test func heavyTrafficIsAnswered() async throws {
        let report = try await Chat.everyone.run(.heavy, against: .chat(Capacity(replicas: 8)))

        #expect(report.errorRate < 0.01)
        #expect(report["POST /chat"].p95 < .seconds(2))
    }
}
