import Foundation
import HTTPLoad
import Load
import Measurement
import Reporting
import Results
import StandIns
import Testing

@testable import Plimsoll

/// What a run is told reaches its stored results and the reports that are made from them later.
@Suite(.timeLimit(.minutes(10)))
struct LimitsOfARunTests {
    /// A stored run of a few requests, with limits of each outcome and metrics of its own.
    private func storedRun(_ load: LoadModel, environment: [String: String] = [:]) async throws -> StoredRun {
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        let scenario = Scenario("checks") {
            Action("health") { user in
                try await user.get("/health").expect(status: 200)
                user.count("visits")
            }
        }
        let root = scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let settings = try HarnessSettings(
            environment: environment.merging(["PLIMSOLL_RESULTS": root]) { given, _ in given })
        let report = try await scenario.run(
            load, against: Target(service.url, name: "chat"),
            limits: [
                .must("visits", atLeast: 1) { $0.metric("visits").total },
                .must("visits", above: 1_000_000) { $0.metric("visits").total },
                .should("orders", atLeast: 1) { $0.metric("orders").total },
                .should("errors", below: 0.5) { $0.errorRate },
            ], settings: settings)
        let folder = try #require(report.results)
        let run = try ResultsReader.read(ResultsFolder(url: folder))
        // Slices are read again by some forms, so these are rendered while the folder is there.
        _ = try ReportFormat.allCases.map { try $0.render(run) }
        return run
    }

    @Test func limitsAreInEveryFormMadeFromTheResults() async throws {
        let run = try await storedRun(.iterations(each: 3, users: 2))
        #expect(run.limits.map(\.passed) == [true, false, false, true])
        #expect(run.limits.map(\.isRequired) == [true, true, false, false])
        let junit = try ReportFormat.junit.render(run)[0].text
        #expect(junit.contains("name=\"visits ≥ 1\""))
        #expect(junit.contains("<failure message=\"visits &gt; 1000000: measured 6 (total)\""))
        #expect(junit.contains("<skipped message=\"orders ≥ 1: measured missing: no metric named “orders”"))
        let markdown = try ReportFormat.markdown.render(run)[0].text
        #expect(markdown.contains("| ✅ | visits ≥ 1 | 6 (total) |"))
        #expect(markdown.contains("| ❌ | visits &gt; 1000000 | 6 (total) |"))
        #expect(markdown.contains("| ⚠️ | orders ≥ 1 |"))
    }

    @Test func aVariableThatChangesNothingIsAWarningOfTheRun() async throws {
        let run = try await storedRun(
            .arrivals(5, perSecond: 50), environment: ["USERS": "3", "PLIMSOLL_SPAWN_RATE": "2"])
        #expect(run.report.warnings.count == 2)
        #expect(run.report.warnings.contains { $0.hasPrefix("USERS changes nothing in this load") })
        #expect(run.report.warnings.contains { $0.hasPrefix("PLIMSOLL_SPAWN_RATE changes nothing in this load") })
    }
}
