import PlimsollNATS
import Testing

/// As many prompts as the broker takes are stored and delivered, each accounted for.
@Suite(
    .loadTest, .disabled(if: Memes.missing != nil, "\(Memes.missing ?? "")"), .tags(.stress), .timeLimit(.minutes(30)))
struct StressJetStream {
    @Test func everyPromptIsAccountedForAtFullSpeed() async throws {
        let (broker, local) = try Memes.broker()
        // What is drawn leaves the broker, so that its memory holds the backlog and not the whole run.
        let result = try await QueueTest("memes", stream: "MEMES", subjects: "memes.>", retention: .workqueue)
            .publishing(Memes.prompts, to: "memes.generate", at: .asFastAsPossible(messages: 200_000), from: 20)
            .consuming(as: "backend", members: 4, maxAckPending: 10_000)
            .draining(within: .seconds(120))
            .run(against: broker)

        #expect(result.isBalanced, "\(result.differences)")
        #expect(result.published.attempted > 0 && result.published.acknowledged == result.published.attempted)
        #expect(result.report.errorRate < 0.001)
        withExtendedLifetime(local) {}
    }
}
