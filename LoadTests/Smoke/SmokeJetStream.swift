import PlimsollNATS
import Testing

/// Prompts are stored and drawn: every message is accounted for, and nine in ten reach the backend within 300 ms.
@Suite(.loadTest, .disabled(if: Memes.missing != nil, "\(Memes.missing ?? "")"), .tags(.smoke), .timeLimit(.minutes(2)))
struct SmokeJetStream {
    @Test func everyPromptIsDrawnOnce() async throws {
        let (broker, local) = try Memes.broker()
        let result = try await Memes.queue
            .publishing(Memes.prompts, to: "memes.generate", at: .steady(perSecond: 50, for: .seconds(4)), from: 4)
            .consuming(as: "backend", members: 3, workingFor: .milliseconds(2))
            .run(against: broker)

        #expect(result.isBalanced, "\(result.differences)")
        #expect(result.published.attempted > 0 && result.published.acknowledged == result.published.attempted)
        #expect(result.report.errorRate < 0.01)
        #expect(result.report["publish MEMES"].p90 < .milliseconds(300))
        #expect(result.report["message MEMES"].p90 < .milliseconds(300))
        withExtendedLifetime(local) {}
    }

    /// A burst fills the queue faster than the backend draws; it is empty again soon after.
    @Test func burstIsDrainedAfterwards() async throws {
        let (broker, local) = try Memes.broker()
        let result = try await Memes.queue
            .publishing(
                Memes.prompts, to: "memes.generate",
                at: .bursts(2, of: 20, interval: .milliseconds(1), pause: .seconds(1)), from: 10
            )
            .consuming(as: "backend", members: 4, workingFor: .milliseconds(5))
            .run(against: broker)

        #expect(result.isBalanced, "\(result.differences)")
        #expect(result[stream: "MEMES"]?.stored == 400)
        #expect(result.lag("backend").timeToDrain != nil, "\(result.lag("backend").verdict)")
        withExtendedLifetime(local) {}
    }
}
