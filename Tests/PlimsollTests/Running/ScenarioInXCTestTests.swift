import HTTPLoad
import Load
import Plimsoll
import StandIns
import XCTest

/// The same run without the trait: `run` alone does everything but the judging.
final class ScenarioInXCTestTests: XCTestCase {
    func testARunWorksFromXCTest() async throws {
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        let scenario = Scenario("checks") {
            Action("health") { user in try await user.get("/health").expect(status: 200) }
        }

        let report = try await scenario.run(
            .iterations(each: 5, users: 2), against: Target(service.url, name: "chat in XCTest"))

        XCTAssertEqual(report.requests, 10)
        XCTAssertTrue(report.errorRate < 0.01, "\(report.errorRate)")
        let folder = try XCTUnwrap(report.results)
        XCTAssertTrue(FileManager.default.fileExists(atPath: folder.appendingPathComponent("report.json").path))
        try FileManager.default.removeItem(at: folder)
    }
}
