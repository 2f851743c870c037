import Foundation
import HTTPLoad
import Load
import Reporting
import Results
import StandIns
import Testing

@testable import Plimsoll

/// What failed is told apart by what it was, each with its likely causes, in the report that people read.
@Suite(.timeLimit(.minutes(10)))
struct FailuresOfARunTests {
    @Test func limitErrorAndTimeOutAreToldApartWithTheirCauses() async throws {
        let service = try ImageService.start()
        defer { service.stop() }
        let scenario = Scenario("unlucky", order: .sequence) {
            for status in [429, 500, 504] {
                Action("\(status)") { user in
                    service.faults = Faults(errorShare: 1, errorStatus: status)
                    // Judged by the report: an expectation would end the sequence.
                    _ = try? await user.get("/gallery/all", as: "GET /gallery/\(status)").expect(status: 200)
                }
            }
        }
        let root = scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let settings = try HarnessSettings(environment: ["PLIMSOLL_RESULTS": root])
        let report = try await scenario.run(
            .iterations(each: 2, users: 1), against: Target(service.url, name: "images"), settings: settings)
        let run = try ResultsReader.read(ResultsFolder(url: try #require(report.results)))
        let text = try ReportFormat.text.render(run)[0].text
        for part in [
            "2 × rate-limited (429), GET /gallery/429: expected status 200, got 429",
            "likely: a quota, a concurrency limit",
            "2 × server error (500), GET /gallery/500: expected status 200, got 500", "likely: an unhandled exception",
            "2 × time-out behind the front (504), GET /gallery/504",
            "likely: a service behind the gateway is overloaded",
            "statuses   429 × 2, 500 × 2, 504 × 2",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        for form in [ReportFormat.html, .markdown, .github] {
            let page = try form.render(run)[0].text
            for name in ["rate-limited (429)", "server error (500)", "time-out behind the front (504)"] {
                #expect(page.contains(name), "\(name) in \(form)")
            }
        }
    }
}
