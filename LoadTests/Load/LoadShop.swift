import Plimsoll
import Testing

/// Half an hour of the expected traffic passes without errors, and pages stay quick.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(60)))
struct LoadShop {
    @Test func everydayTrafficIsServed() async throws {
        let report = try await Shop.shoppers.run(.users(50, spawning: 5, for: .minutes(30)), against: .shop)

        #expect(report.errorRate < 0.01)
        #expect(report["GET /product/{id}"].p95 < .milliseconds(500))
        #expect(report["POST /cart/checkout"].p95 < .seconds(1))
        #expect(report.check("an order within 2 s") > 0.99)
    }
}
