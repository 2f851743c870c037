import PlimsollNATS
import Testing

/// Hours of steady prompts leave no backlog, lose nothing and get no slower.
@Suite(
    .loadTest, .disabled(if: Memes.missing != nil, "\(Memes.missing ?? "")"), .tags(.soak), .timeLimit(.minutes(600)))
struct SoakJetStream {
    @Test func backlogDoesNotGrow() async throws {
        let (broker, local) = try Memes.broker()
        let result = try await QueueTest("memes", stream: "MEMES", subjects: "memes.>", retention: .workqueue)
            .publishing(
                Memes.prompts, to: "memes.generate",
                at: .randomBursts(perSecond: 20, upTo: 20, rampingUpFor: .seconds(30), for: .seconds(4 * 3600)),
                from: 5
            )
            .consuming(as: "backend", members: 5, workingFor: .milliseconds(10))
            .run(against: broker)

        #expect(result.isBalanced, "\(result.differences)")
        #expect((result.lag("backend").peak ?? .max) < 2000)
        #expect(result.report["message MEMES"].p99 < .seconds(2))
        withExtendedLifetime(local) {}
    }
}
