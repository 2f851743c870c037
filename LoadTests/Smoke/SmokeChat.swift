import Foundation
import Plimsoll
import Testing

/// Ten people chat; their questions are answered without errors, nine in ten within 300 ms.
@Suite(.loadTest, .tags(.smoke), .timeLimit(.minutes(2)))
struct SmokeChat {
    @Test func peopleAreAnswered() async throws {
        let report = try await Chat.users.run(.users(10, spawning: 10, for: .seconds(5)), against: .chat)

        #expect(report.errorRate < 0.01)
        #expect(report["POST /chat"].p90 < .milliseconds(300))
        #expect(report.check("an answer says something") == 1)
    }

    /// Visitors come at their own rate, whether the service keeps up or not.
    @Test func visitorsAreServedAsTheyCome() async throws {
        let report = try await Chat.users.run(
            .arrivals(perSecond: 40, for: .seconds(4)).warmingUp(for: .seconds(1)), against: .chat)

        #expect(report.errorRate < 0.01)
        #expect(report.p90 < .milliseconds(300))
        #expect(report.health.droppedArrivals == 0)
    }

    /// A limit that no service meets, so that one can see what a failing run looks like: PLIMSOLL_SHOW_FAILURE=1.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["PLIMSOLL_SHOW_FAILURE"] == "1", "PLIMSOLL_SHOW_FAILURE=1 shows it")
    )
    func nobodyAnswersWithinAMillisecond() async throws {
        let report = try await Chat.users.run(.users(5, for: .seconds(3)), against: .chat)

        #expect(report["POST /chat"].p95 < .milliseconds(1))
        #expect(report["POST /talk"].p95 < .milliseconds(500))
    }
}
