import Plimsoll
import Testing

/// Shoppers look at ten products for each order; nine pages in ten come back within 300 ms.
@Suite(.loadTest, .tags(.smoke), .timeLimit(.minutes(2)))
struct SmokeShop {
    @Test func shoppersBrowseAndBuy() async throws {
        let hurried = Shop.shoppers(pausing: .uniform(.milliseconds(50) ... .milliseconds(250)))
        let report = try await hurried.run(.users(10, spawning: 10, for: .seconds(5)), against: .shop)

        #expect(report.errorRate < 0.01)
        #expect(report["GET /product/{id}"].p90 < .milliseconds(300))
    }
}
