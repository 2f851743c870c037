import Plimsoll
import Testing

/// Through ramp-up, plateau and cool-down fewer than one request in a hundred fails, and 19 in 20 are answered within 5 s.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(30)))
struct LoadImages {
    @Test func phasedTrafficIsServed() async throws {
        let report = try await Images.visitors.run(.phased, against: .images)

        #expect(report.errorRate < 0.01)
        #expect(report.phase("sustained").p95 < .seconds(5))
        #expect(report.statusCodes[429, default: 0] == 0)
        should(report.phase("sustained").p99 < .seconds(10), "p99 of the plateau: \(report.phase("sustained").p99)")
    }

    /// The light variant: ten users for two minutes, about 120 requests.
    @Test func aFewVisitorsAreServed() async throws {
        let unhurried = Images.visitors(pausing: .uniform(.seconds(8) ... .seconds(12)))
        let report = try await unhurried.run(.users(10, for: .minutes(2)), against: .images)

        #expect(report.errorRate < 0.01)
        #expect(report.p95 < .seconds(5))
    }
}
