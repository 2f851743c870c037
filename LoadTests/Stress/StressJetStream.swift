import PlimsollNATS
import Testing

/// As many prompts as the broker takes are stored and delivered, each accounted for.
@Suite(.loadTest, .tags(.stress), .timeLimit(.minutes(30)))
struct StressJetStream {
    @Test func everyPromptIsAccountedForAtFullSpeed() async throws {
        let (broker, local) = try Memes.broker()
        let result = try await Memes.queue
            .publishing(Memes.prompts, to: "memes.generate", at: .asFastAsPossible(messages: 200_000), from: 20)
            .consuming(as: "backend", members: 4, maxAckPending: 10_000)
            .draining(within: .seconds(120))
            .run(against: broker)

        #expect(result.isBalanced, "\(result.differences)")
        #expect(result.published.acknowledged == 4_000_000)
        #expect(result.report.errorRate < 0.001)
        withExtendedLifetime(local) {}
    }
}
