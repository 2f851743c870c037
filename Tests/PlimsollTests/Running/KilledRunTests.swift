import Foundation
import HTTPLoad
import Load
import Plimsoll
import Processes
import Results
import StandIns
import Testing

@Suite struct KilledRunTests {
    private static let variable = "PLIMSOLL_RUN_TO_BE_KILLED"

    /// Carries out a run in a process of its own, for the other tests to end.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment[variable] != nil, "other tests start it in a process of its own"))
    func victim() async throws {
        let url = try #require(ProcessInfo.processInfo.environment[Self.variable])
        let asking = Scenario("asking", wait: .constant(.milliseconds(10))) {
            Action("ask") { user in try await user.post("/chat", body: .json(text: #"{"message":"Well?"}"#)) }
        }
        try await asking.run(.users(4, for: .minutes(2)), against: Target(url, name: "chat"))
    }

    /// Starts the victim, waits until so many seconds of its results are on disk, and sends it a signal.
    private func end(with signal: Int32, afterSeconds seconds: Int) async throws -> (StoredRun, served: Int) {
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        let root = URL(fileURLWithPath: scratchFolder())
        let process = try Companion(
            path: URL(fileURLWithPath: CommandLine.arguments[0]).path,
            arguments: ["--testing-library", "swift-testing", "--filter", "KilledRunTests/victim"],
            environment: ProcessInfo.processInfo.environment.merging([
                Self.variable: service.url, "PLIMSOLL_RESULTS": root.path,
            ]) { $1 })
        defer { process.kill() }
        var folder: ResultsFolder?
        // Bounded by the test's time limit: a slow machine only waits longer.
        while true {
            try await Task.sleep(for: .milliseconds(50))
            try #require(process.isRunning)
            folder = ResultsFolder.list(root: root).first
            let text = folder.flatMap { try? String(contentsOf: $0.slices, encoding: .utf8) } ?? ""
            if Set(text.matches(of: /"second":(\d+)/).map { String($0.output.1) }).count > seconds { break }
        }
        process.signal(signal)
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        let served = service.requestsPerReplica.values.reduce(0, +)
        let run = try ResultsReader.read(try #require(folder))
        try FileManager.default.removeItem(at: root)
        return (run, served)
    }

    @Test(.timeLimit(.minutes(10))) func aKilledRunLeavesAllButItsLastSecond() async throws {
        let (run, served) = try await end(with: SIGKILL, afterSeconds: 3)
        #expect(!run.isComplete)
        #expect(run.report["POST /chat"].requests > 0)
        #expect(run.report.errorRate == 0)
        // Four users who wait 10 ms make at most 400 requests a second: what is missing is what up to two seconds hold, the one that was
        // being recorded and the one that may just have ended.
        #expect(run.report.requests <= served)
        #expect(run.report.requests >= served - 2 * 400)
        #expect(run.description.scenario == "asking")
    }

    @Test(.timeLimit(.minutes(10)), arguments: [SIGINT, SIGTERM])
    func anInterruptedRunEndsItselfWithItsReport(signal: Int32) async throws {
        let (run, served) = try await end(with: signal, afterSeconds: 1)
        #expect(run.isComplete)
        #expect(run.report.requests == served)
        #expect(!run.report.validity.isValid)
        #expect(run.report.validity.reasons.contains { $0.reason.contains("interrupted") })
    }
}
