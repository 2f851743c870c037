import Foundation
import Plimsoll
import Testing

/// Shoppers come until somebody stops them: traffic for a demonstration, a dashboard, or somebody else's measurement.
///
/// Ten of them unless USERS says otherwise; their number can be changed on the way (PLIMSOLL_USERS_FILE). Ctrl-C or SIGTERM is the planned
/// end.
@Suite(.loadTest, .tags(.soak))
struct SoakShopTraffic {
    private static let isWanted = ProcessInfo.processInfo.environment["PLIMSOLL_ENDLESS"] == "1"

    @Test(.enabled(if: isWanted, "goes on until it is stopped: PLIMSOLL_ENDLESS=1"))
    func shoppersComeUntilTheyAreStopped() async throws {
        let report = try await Shop.shoppers.run(
            .users(10, spawning: 1, for: .minutes(1)).untilStopped(), against: .shop)

        #expect(report.errorRate < 0.01)
    }
}
