import Plimsoll
import Testing

/// Through ramp-up, plateau and cool-down fewer than one request in a hundred fails, and 19 in 20 are answered within 5 s. No request is throttled.
///
/// What the run is likely to cost is said before it, what it has cost after it; at 100 dollars it is stopped.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(30)))
struct LoadImages {
    @Test func phasedTrafficIsServed() async throws {
        try await Images.visitors.run(
            .phased.stopping(when: .cost(above: 100)), against: .images,
            limits: [
                .must("error rate", below: 0.01) { $0.errorRate },
                .must("p95 of the plateau", below: .seconds(5)) { $0.phase("sustained").p95 },
                .should("p99 of the plateau", below: .seconds(10)) { $0.phase("sustained").p99 },
                .must("throttles", atMost: 0) { $0.count(ofStatus: 429) },
            ],
            costs: Images.prices)
    }

    /// Phases of arrivals: a visitor comes, does one thing and goes, and a slow service meets a growing crowd.
    @Test func arrivingTrafficIsServed() async throws {
        let report = try await Images.visitors.run(.arriving, against: .images)

        #expect(report.errorRate < 0.01)
        #expect(report.phase("sustained").p95 < .seconds(5))
        #expect(report.health.droppedArrivals == 0)
    }

    /// The light variant: ten users for two minutes, about 120 requests.
    @Test func aFewVisitorsAreServed() async throws {
        let unhurried = Images.visitors(pausing: .uniform(.seconds(8) ... .seconds(12)))
        let report = try await unhurried.run(.users(10, for: .minutes(2)), against: .images)

        #expect(report.errorRate < 0.01)
        #expect(report.p95 < .seconds(5))
    }
}
