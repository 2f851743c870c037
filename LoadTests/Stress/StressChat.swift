import Plimsoll
import StandIns
import Testing

/// At its greatest level the chat service still answers: slowly perhaps, but without errors.
@Suite(.loadTest, .tags(.stress), .timeLimit(.minutes(60)))
struct StressChat {
    @Test func twoHundredUsersAreAnswered() async throws {
        let report = try await Chat.everyone.run(.stress, against: .chat(Capacity(replicas: 10)))

        #expect(report.errorRate < 0.05)
        #expect(report["POST /chat"].p95 < .seconds(5))
    }
}
