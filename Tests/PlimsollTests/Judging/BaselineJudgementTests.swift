import Foundation
import Gate
import HTTPLoad
import Load
import Measurement
import Results
import StandIns
import Testing

@testable import Plimsoll

@Suite struct BaselineJudgementTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("judged-\(UUID().uuidString)")

    private var judgement: BaselineJudgement {
        BaselineJudgement(environment: [
            "PLIMSOLL_BASELINES": root.appendingPathComponent("baselines").path,
            "PLIMSOLL_HISTORY": root.appendingPathComponent("history.sqlite").path,
        ])
    }

    /// Runs a small load as a test of a tier would, and returns what it stored.
    private func run(_ tier: String?) async throws -> StoredRun {
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        var settings = try HarnessSettings(environment: [
            "PLIMSOLL_RESULTS": root.appendingPathComponent("results").path
        ])
        settings.seed = 1
        let surroundings = RunSurroundings(suite: "LoadAsking", test: "answers", tier: tier)
        let asking = Scenario("asking", wait: .constant(.milliseconds(5))) {
            Action("health") { user in try await user.get("/health") }
        }
        try await RunSurroundings.$current.withValue(surroundings) {
            try await asking.run(
                .users(4, for: .seconds(1)), against: Target(service.url, name: "chat"), settings: settings)
        }
        return try #require(surroundings.finishedRuns.first).stored
    }

    @Test(arguments: ["smoke", nil]) func smokeSuitesAndTestsWithoutATierAreNotCompared(tier: String?) async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        #expect(try judgement.judge(try await run(tier)) == nil)
    }

    @Test func aLoadSuiteWithoutABaselineIsWarnedWithTheRemedy() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let stored = try await run("load")
        let (verdict, candidate) = try #require(try judgement.judge(stored))
        let findings = BaselineJudgement.findings(verdict)
        #expect(findings.map(\.isFailure) == [false])
        #expect(findings[0].sentence.contains("there is no baseline of LoadAsking.answers"))
        #expect(findings[0].sentence.contains("make one with `plimsoll baseline update --from <results>`"))
        #expect(judgement.keep(candidate, verdict) == nil)
        let history = try HistoryStore(path: root.appendingPathComponent("history.sqlite").path)
        #expect(try history.metrics().contains { $0.suite == "LoadAsking.answers" && $0.metric == "throughput" })
        #expect(try BaselineJudgement(environment: ["PLIMSOLL_BASELINES": "off"]).judge(stored) == nil)
    }

    @Test func aRunOfAnotherMachineOrWorkloadIsWarned() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let stored = try await run("load")
        var other = try CandidateRun.read(try #require(stored.folders.first))
        other.fingerprint.cpu = "another"
        let store = BaselineStore(root: root.appendingPathComponent("baselines"))
        _ = try store.save(
            BaselineUpdate(current: nil, runs: Array(repeating: other, count: 10), suite: "LoadAsking.answers").baseline
        )
        let elsewhere = BaselineJudgement.findings(try #require(try judgement.judge(stored)).verdict)
        #expect(!elsewhere.isEmpty)
        #expect(elsewhere.allSatisfy { !$0.isFailure })
        #expect(elsewhere.contains { $0.sentence.contains("cpu is “") })
        other = try CandidateRun.read(try #require(stored.folders.first))
        other.workload = "beef"
        _ = try store.save(
            BaselineUpdate(current: nil, runs: Array(repeating: other, count: 10), suite: "LoadAsking.answers").baseline
        )
        let changed = BaselineJudgement.findings(try #require(try judgement.judge(stored)).verdict)
        #expect(changed.contains { $0.sentence.contains("ran another workload") && !$0.isFailure })
    }

    @Test func onlyAProvenRegressionFails() {
        var verdict = Verdict(suite: "LoadAsking", mode: .committed, outcome: .fail)
        verdict.metrics = [
            MetricVerdict(metric: "p50 GET /", isGated: true, outcome: .fail, sentence: "+25.0 %"),
            MetricVerdict(metric: "throughput", isGated: true, outcome: .pass, sentence: "+0.1 %"),
        ]
        let red = BaselineJudgement.findings(verdict)
        #expect(red.map(\.isFailure) == [true])
        #expect(
            red[0].sentence
                == "regression: p50 GET / +25.0 % – if it was intended: plimsoll baseline accept --suite 'LoadAsking' --metric 'p50 GET /' --why '…'"
        )
        verdict.outcome = .pass
        #expect(BaselineJudgement.findings(verdict).isEmpty)
        verdict.outcome = .inconclusive
        verdict.metrics = [
            MetricVerdict(metric: "p50 GET /", isGated: true, outcome: .inconclusive, sentence: "somewhere up to +30 %")
        ]
        let open = BaselineJudgement.findings(verdict)
        #expect(open.map(\.isFailure) == [false])
        #expect(open[0].sentence.contains("p50 GET / somewhere up to +30 %"))
    }
}
