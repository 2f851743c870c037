import Foundation
import PlimsollNATS
import Testing

/// Three bursts of 500 prompts are drawn by a backend that grows from one replica to five, as KEDA would grow it.
@Suite(.loadTest, .disabled(if: Memes.missing != nil, "\(Memes.missing ?? "")"), .tags(.load), .timeLimit(.minutes(10)))
struct LoadMemeBurst {
    @Test func addedReplicasDrainTheBurst() async throws {
        let (broker, local) = try Memes.broker()
        // The backend finds its stream there.
        _ = try await Memes.queue.keepingStreams()
            .publishing(Memes.prompts, to: "memes.generate", at: .asFastAsPossible(messages: 1)).run(against: broker)
        let backend = try await Backend.start(
            consuming: "MEMES", replicas: 1, workingFor: .milliseconds(10), on: broker)
        async let grown: Void = {
            try await Task.sleep(for: .seconds(6))
            try await backend.scale(to: 5)
        }()
        let result = try await Memes.queue
            .publishing(Memes.prompts, to: "memes.generate", at: .bursts(3, of: 50), from: 10)
            .watching("backend").draining(within: .zero).run(against: broker)
        try await grown
        let deadline = ContinuousClock.now + .seconds(60)
        while try await backend.finished() < 1501, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(200))
        }

        #expect(try await backend.finished() == 1501)
        #expect(result.isBalanced, "\(result.differences)")
        #expect(result.published.acknowledged == 1500)
        #expect((result.lag("backend").peak ?? 0) >= 5, "the backlog that KEDA scales on was never reached")
        await backend.stop()
        withExtendedLifetime(local) {}
    }
}
