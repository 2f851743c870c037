import Plimsoll
import Testing

/// Three times the expected traffic for an hour: pages slow down, orders don't get lost.
@Suite(.loadTest, .tags(.stress), .timeLimit(.minutes(120)))
struct StressShop {
    @Test func aSaleIsSurvived() async throws {
        let report = try await Shop.shoppers.run(.users(150, spawning: 10, for: .hours(1)), against: .shop)

        #expect(report.errorRate < 0.05)
        #expect(report["POST /cart/checkout"].p95 < .seconds(5))
    }
}
