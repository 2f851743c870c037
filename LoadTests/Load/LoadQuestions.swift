import Plimsoll
import StandIns
import Testing

/// Two hundred and fifty questions a second are answered evenly: the suite by which builds of the chat service are compared.
///
/// Arrivals at a fixed rate on one endpoint, so that half a minute holds enough answers for the tail's windows.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(5)))
struct LoadQuestions {
    static let askers = Scenario("askers") {
        Action("ask") { user in
            try await user.post("/chat", body: .json(["message": "Will it hold?"])).expect(status: 200)
        }
    }

    @Test func answersComeEvenly() async throws {
        let service = Capacity(replicas: 2, serviceTime: .milliseconds(20), spread: .uniform(0.2))
        let report = try await Self.askers.run(
            .arrivals(perSecond: 250, for: .seconds(25)).warmingUp(for: .seconds(5)), against: .chat(service))

        #expect(report.errorRate < 0.01)
        #expect(report["POST /chat"].p95 < .milliseconds(500))
    }
}
