import Glibc
import Measurement
import Testing

@testable import Load

@Suite struct ArrivalPatienceTests {
    private static let second: Int64 = 1_000_000_000

    @Test func whatFellDueInAStallIsWorkedOff() {
        var patience = ArrivalPatience()
        // Ten seconds stood still; nine tenths of one suffice for catching up.
        let given = stride(from: 0, to: 10 * Self.second, by: Int(Self.second / 10)).map { due in
            patience.givesUp(dueNs: due, nowNs: 10 * Self.second + due * 9 / 100)
        }
        #expect(given.allSatisfy { !$0 })
        patience.caughtUp()
        let next = patience.givesUp(dueNs: 20 * Self.second, nowNs: 25 * Self.second)
        #expect(!next)
    }

    @Test func whatIsHopelesslyLateIsGivenUpAndTheRestIsNot() {
        var patience = ArrivalPatience()
        let moments: [(due: Int64, now: Int64)] = [
            (0, 2 * Self.second), (1, 3 * Self.second), (2, 3 * Self.second + 1),
            (2 * Self.second + 1, 3 * Self.second + 1),
            // Not having caught up, it is as late as it was and gives up at once what is later.
            (2 * Self.second + 2, 3 * Self.second + 3),
        ]
        let given = moments.map { patience.givesUp(dueNs: $0.due, nowNs: $0.now) }
        #expect(given == [false, false, true, false, true])
    }

    /// Twenty times as many arrivals as the generator can start: each part of the run has figures, and whoever didn't come is counted.
    @Test func overloadedRunHasFiguresToItsEnd() async throws {
        let slow = ScriptedScenario("slow") {
            ScriptedAction("look") { user in
                usleep(1_000)
                try await user.get("GET /")
            }
        }
        let stages = ["first", "second", "third"].map { Stage.hold(at: 20_000, for: .seconds(1), named: $0) }
        let (report, outcome) = try await execute(slow, .arrivals(stages), shards: 1)
        #expect(outcome.reason == .completed)
        #expect(report.health.startedArrivals + report.health.droppedArrivals == 60_000)
        #expect(report.requests == report.health.startedArrivals)
        #expect(report.phase("third").requests > 0)
        // What was sent counts from when it was due, and so does what wasn't.
        #expect(report.phase("third").p50 > .milliseconds(500))
        #expect(report.health.lag.p99 > .seconds(1))
        #expect(
            report.validity.reasons.contains {
                $0.reason.hasSuffix("arrivals were dropped, allowed 1 %: the generator couldn't keep up with the rate")
            })
    }
}
