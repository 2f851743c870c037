import Foundation
import Testing

@testable import Gate

@Suite struct VerdictFileTests {
    private let file = FileManager.default.temporaryDirectory.appendingPathComponent(
        "verdict-\(UUID().uuidString).json")

    private func verdict(_ outcome: Outcome, _ metrics: (String, Outcome)...) -> Verdict {
        var verdict = Verdict(suite: "LoadShop", mode: .paired, outcome: outcome)
        verdict.metrics = metrics.map { MetricVerdict(metric: $0.0, isGated: true, outcome: $0.1, sentence: "") }
        return verdict
    }

    private func faults(_ verdicts: Verdict...) throws -> [String] {
        defer { try? FileManager.default.removeItem(at: file) }
        try VerdictFile.write(verdicts, to: file)
        do throws(BaselineError) {
            #expect(try VerdictFile.read(file) == verdicts)
            return []
        } catch {
            #expect(error.code == .malformed)
            return error.faults
        }
    }

    @Test func aVerdictIsReadAsItWasWritten() throws {
        let all = [
            verdict(.fail, ("throughput", .fail), ("badSeconds", .inconclusive)), verdict(.pass, ("throughput", .pass)),
            verdict(.improved, ("throughput", .improved)), verdict(.inconclusive, ("throughput", .fail)),
            verdict(.inconclusive),
        ]
        for one in all { #expect(try faults(one).isEmpty) }
    }

    @Test func aVerdictThatDoesNotFollowFromItsMetricsWasEdited() throws {
        #expect(
            try faults(verdict(.pass, ("throughput", .fail), ("badSeconds", .pass))) == [
                "the verdict of LoadShop is “pass”, and its throughput is “fail”; run `plimsoll gate` again"
            ])
        #expect(
            try faults(verdict(.fail, ("throughput", .pass))) == [
                "the verdict of LoadShop is “fail”, and no gated metric of it fails; run `plimsoll gate` again"
            ])
        #expect(
            try faults(verdict(.fail, ("throughput", .fail), ("p50 ", .fail))) == [
                "the verdict of LoadShop is “fail”, and its “p50 ” names no metric; run `plimsoll gate` again"
            ])
        var broken = verdict(.improved, ("throughput", .improved))
        broken.testFailures = ["the head ended"]
        #expect(
            try faults(broken) == [
                "the verdict of LoadShop is “improved”, in spite of: the head ended; run `plimsoll gate` again"
            ])
        #expect(try faults() == ["there is no verdict in it; run `plimsoll gate` again"])
    }
}
