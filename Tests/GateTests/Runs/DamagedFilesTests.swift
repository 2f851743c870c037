import Foundation
import Fuzzing
import Measurement
import Results
import Testing

@testable import Gate

/// Files that a comparison reads, damaged: refused with all that is wrong with them, or a verdict that follows from them.
@Suite struct DamagedFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "damaged-\(UUID().uuidString)")

    private func inFolder(_ body: () throws -> Void) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body()
    }

    @Test func damagedBaselinesAreRefusedOrSurviveBeingWritten() throws {
        var baseline = Baseline(
            suite: "LoadShop", runnerClass: "ci", workload: "00ff", fingerprint: ["os": "Debian"])
        baseline.metrics[Metric(.p50, of: "GET /")] = BaselineMetric(
            terms: .usual(for: .p50), runs: .levels([20_123_456, 20_500_000, 19_999_999]),
            pairDeviation: 0.0123)
        baseline.metrics[Metric(.badSeconds)] = BaselineMetric(
            terms: .usual(for: .badSeconds),
            runs: .counts([SecondCount(bad: 1, of: 60), SecondCount(bad: 0, of: 60)]))
        baseline.accepted = [
            AcceptedRegression(metric: Metric(.p50, of: "GET /"), upTo: 0.12, why: "safer")
        ]
        var read = 0
        Damage(BaselineText.write(baseline)).forEach(rounds: 750) { text, note in
            do throws(BaselineError) {
                let parsed = try BaselineParser.parse(Data(text), file: "a.json")
                read += 1
                let written = BaselineText.write(parsed)
                #expect(throws: Never.self, "\(note)") {
                    try BaselineParser.parse(Data(written.utf8), file: "b.json")
                }
            } catch {
                #expect(!error.faults.isEmpty, "\(note)")
            }
        }
        #expect(read > 1)
    }

    @Test func damagedVerdictsAreRefusedOrHoldTogether() throws {
        try inFolder {
            let file = folder.appendingPathComponent("verdict.json")
            var verdict = Verdict(suite: "LoadShop", mode: .paired, outcome: .fail)
            verdict.metrics = [
                MetricVerdict(metric: "p50 GET /", isGated: true, outcome: .fail, sentence: "slower")
            ]
            try VerdictFile.write([verdict], to: file)
            let good = [UInt8](try Data(contentsOf: file))
            var read = 0
            try Damage([good]).forEach(rounds: 250) { text, note in
                try Data(text).write(to: file)
                do throws(BaselineError) {
                    let verdicts = try VerdictFile.read(file)
                    read += 1
                    #expect(!verdicts.isEmpty, "\(note)")
                } catch {
                    #expect(!error.faults.isEmpty, "\(note)")
                }
            }
            #expect(read > 0)
        }
    }

    @Test func damagedBlocksAreRefusedOrJudged() throws {
        try inFolder {
            let source = try #require(
                Bundle.module.url(
                    forResource: "aa-blocks", withExtension: "jsonl", subdirectory: "Fixtures"))
            let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").prefix(3)
            let file = folder.appendingPathComponent("blocks.jsonl")
            let good = Array((lines.joined(separator: "\n") + "\n").utf8)
            var read = 0
            try Damage([good]).forEach(rounds: 250) { text, note in
                try Data(text).write(to: file)
                do throws(BaselineError) {
                    let blocks = try BlockFile.read(file).map(\.block)
                    read += blocks.count
                    let judge = PairedJudge(suite: "unchanged", contract: .usual(for: [Metric(.throughput)]))
                    #expect(judge.judge(blocks).verdict.outcome == .inconclusive, "\(note)")
                } catch {
                    #expect(!error.faults.isEmpty, "\(note)")
                }
            }
            #expect(read > 62)
        }
    }

    /// A comparison's own way through the slices, where nothing that isn't looked at is decoded.
    @Test func damagedRunsAreRefusedOrRead() throws {
        try inFolder {
            let run = RunDescription(
                tool: "plimsoll", started: Date(timeIntervalSince1970: 1_795_230_000), suite: "LoadShop",
                scenario: "s",
                target: "t", load: "l", planned: .seconds(3), seed: 1, phases: [.whole],
                fingerprint: .current(),
                workloadHash: "00ff")
            let results = try ResultsFolder.create(root: folder, run: run)
            let writer = try ResultsWriter(folder: results)
            for second in 0..<3 {
                var slice = Slice(second: second, phase: 0, endpoint: Endpoint(name: "GET /"))
                (slice.tally.started, slice.tally.completed) = (20, 20)
                slice.tally.failures = [.status: 1]
                for number in 1...20 { slice.tally.response.record(Int64(number) * 1_000_000) }
                slice.tally.service = slice.tally.response
                var moment = SecondSlice(second: second, phase: 0)
                (moment.users, moment.arrivalsStarted) = (5, 20)
                moment.lag.record(80_000, count: 20)
                moment.health.cpuShare = 0.25
                try writer.append(ShardSlices(slices: [slice], seconds: [moment]))
            }
            let good = [UInt8](try Data(contentsOf: results.slices))
            #expect(try CandidateRun.read(results).repetition.readings.isEmpty == false)
            try Damage([good]).forEach(rounds: 250) { text, note in
                try Data(text).write(to: results.slices)
                KeptReadings.forget(results)
                do { _ = try CandidateRun.read(results).repetition } catch {
                    #expect(error is ResultsError, "\(note): \(error)")
                }
            }
        }
    }
}
