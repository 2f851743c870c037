import Plimsoll
import Testing

/// Four hours of normal traffic end as they began: no errors, and the last hour no slower than the first.
@Suite(.loadTest, .tags(.soak), .timeLimit(.minutes(300)))
struct SoakShop {
    @Test func fourHoursEndAsTheyBegan() async throws {
        let plan = LoadModel.users(
            startingAt: 50, .hold(for: .hours(1), named: "first hour"), .hold(for: .hours(2), named: "middle"),
            .hold(for: .hours(1), named: "last hour"))
        let report = try await Shop.shoppers.run(plan, against: .shop)

        #expect(report.errorRate < 0.01)
        let first = try #require(report.phase("first hour").p95.value)
        #expect(report.phase("last hour").p95 < first * 2)
    }
}
