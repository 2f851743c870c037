import Foundation
import Gate
import Results
import Testing

@testable import PlimsollCommand

/// From the first baseline to an improvement, through the verbs and their exit codes, as a pull request meets them.
@Suite struct GateStoryTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("story-\(UUID().uuidString)")

    private func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    private func plimsoll(_ words: String...) async -> ExitCode {
        let paths = ["--baselines", path("baselines")]
        let history =
            ["compare"].contains(words[0])
            ? ["--history", path("history.sqlite"), "--verdict", path("verdict.json")] : []
        return await CommandLineRun(words: words + paths + history).finish()
    }

    private func run(_ name: String, number: UInt64, slower: Double = 1, commit: String = "c0ffee") throws {
        var run = RehearsedRun()
        run.median *= slower
        run.labels["commit"] = commit
        try run.store(in: root.appendingPathComponent(name), number: number)
    }

    private func verdict() throws -> Verdict {
        try #require(try VerdictFile.read(URL(fileURLWithPath: path("verdict.json"))).first)
    }

    @Test func fromTheFirstBaselineToAnImprovement() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        // Without a baseline nothing passes.
        try run("unchanged", number: 100)
        #expect(await plimsoll("compare", path("unchanged")) == .missing)
        #expect(await plimsoll("baseline", "verify") == .missing)

        for number in 1...10 { try run("first", number: UInt64(number)) }
        #expect(await plimsoll("baseline", "update", "--from", path("first")) == .success)
        #expect(await plimsoll("baseline", "verify") == .success)
        // Runs that are in it already don't count a second time.
        #expect(await plimsoll("baseline", "update", "--from", path("first")) == .inconclusive)
        #expect(await plimsoll("compare", path("unchanged")) == .success)
        #expect(try verdict().outcome == .pass)

        // A regression is injected: red, and no update without a word.
        try run("slower", number: 101, slower: 1.25, commit: "badc0de")
        #expect(await plimsoll("compare", path("slower")) == .regression)
        let red = try verdict()
        #expect(Set(red.gated(.fail).map(\.metric)) == ["p50 GET /", "p99w GET /"])
        #expect(await plimsoll("baseline", "update", "--from", path("slower")) == .inconclusive)

        // It is accepted, for these metrics and up to what was measured.
        for metric in red.gated(.fail) {
            let code = await plimsoll(
                "baseline", "accept", "--suite", "LoadShop", "--metric", metric.metric, "--why",
                "answers are signed now",
                "--commit", "badc0de", "--verdict", path("verdict.json"))
            #expect(code == .success)
        }
        #expect(await plimsoll("compare", path("slower")) == .success)
        try run("muchSlower", number: 102, slower: 1.8)
        #expect(await plimsoll("compare", path("muchSlower")) == .regression)
        for number in 111...120 { try run("accepted", number: UInt64(number), slower: 1.25) }
        #expect(await plimsoll("baseline", "update", "--from", path("accepted")) == .success)
        // Accepted once, it excuses no second one.
        try run("slowerStill", number: 125, slower: 1.25 * 1.25)
        #expect(await plimsoll("compare", path("slowerStill")) == .regression)

        // An improvement is never red, and an update is proposed.
        try run("quicker", number: 130, slower: 1)
        #expect(await plimsoll("compare", path("quicker")) == .success)
        let improved = try verdict()
        #expect(improved.outcome == .improved)
        #expect(improved.gated(.improved).allSatisfy { $0.sentence.contains("`plimsoll baseline update`") })
        let before = try Data(contentsOf: root.appendingPathComponent("baselines/unclassified/LoadShop.json"))
        #expect(await plimsoll("baseline", "update", "--from", path("quicker"), "--dry-run") == .success)
        #expect(try Data(contentsOf: root.appendingPathComponent("baselines/unclassified/LoadShop.json")) == before)
        for number in 131...140 { try run("settled", number: UInt64(number)) }
        #expect(await plimsoll("baseline", "update", "--from", path("settled")) == .success)
        #expect(await plimsoll("compare", path("unchanged")) == .success)
        #expect(try verdict().outcome == .pass)
        #expect(await plimsoll("compare", path("slower")) == .regression)

        // All judged runs are in the history.
        let history = try HistoryStore(path: path("history.sqlite")).series(of: Metric(.p50, of: "GET /"))
        #expect(history.first?.points.map(\.commit) == ["c0ffee", "badc0de", "c0ffee", "c0ffee", "c0ffee"])
        #expect(
            await CommandLineRun(words: ["trend", "p50 GET /", "--history", path("history.sqlite")]).finish()
                == .success)
        #expect(
            await CommandLineRun(words: ["trend", "p95w GET /x", "--history", path("history.sqlite")]).finish()
                == .missing)
        #expect(
            await CommandLineRun(words: ["trend", "speed", "--history", path("history.sqlite")]).finish() == .usage)
    }

    @Test func whatMayNotBecomeABaselineIsRefused() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try RehearsedRun(build: "debug").store(in: root.appendingPathComponent("debug"), number: 1)
        let killed = try RehearsedRun().store(in: root.appendingPathComponent("killed"), number: 2)
        try FileManager.default.removeItem(at: killed.report)
        try RehearsedRun(labels: ["commit": "c0ffee", "dirty": "true"]).store(
            in: root.appendingPathComponent("dirty"), number: 3)
        try RehearsedRun(rate: 0).store(in: root.appendingPathComponent("empty"), number: 4)
        for name in ["debug", "killed", "dirty", "empty"] {
            #expect(await plimsoll("baseline", "update", "--from", path(name)) == .inconclusive, "\(name)")
        }
        #expect(await plimsoll("baseline", "show") == .missing)
        #expect(await plimsoll("baseline", "update", "--from", path("nowhere")) == .missing)
    }

    @Test func anInvalidRunNeverPasses() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        for number in 1...10 { try run("first", number: UInt64(number)) }
        #expect(await plimsoll("baseline", "update", "--from", path("first")) == .success)
        let killed = try RehearsedRun().store(in: root.appendingPathComponent("killed"), number: 2)
        try FileManager.default.removeItem(at: killed.report)
        #expect(await plimsoll("compare", path("killed"), "--policy", "release") == .inconclusive)
        try RehearsedRun(workload: "beef").store(in: root.appendingPathComponent("other"), number: 3)
        #expect(await plimsoll("compare", path("other")) == .missing)
        try RehearsedRun(build: "debug").store(in: root.appendingPathComponent("debug"), number: 4)
        #expect(await plimsoll("compare", path("debug"), "--policy", "release") == .inconclusive)
        #expect(await plimsoll("compare", path("debug"), "--strict") == .missing)
        // A baseline that was cut off is nobody's contract.
        let file = root.appendingPathComponent("baselines/unclassified/LoadShop.json")
        try Data(contentsOf: file).prefix(100).write(to: file)
        try run("unchanged", number: 100)
        #expect(await plimsoll("compare", path("unchanged")) == .missing)
        #expect(await plimsoll("baseline", "update", "--from", path("unchanged")) == .missing)
    }

    @Test func aRunIsReadOnceAndAgainWhenItHasChanged() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = try RehearsedRun().store(in: root, number: 1)
        let first = try CandidateRun.read(folder)
        #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("readings.json").path))
        #expect(try CandidateRun.read(folder).repetition == first.repetition)
        // Readings that were edited themselves aren't believed.
        let kept = folder.url.appendingPathComponent("readings.json")
        let readings = try String(contentsOf: kept, encoding: .utf8)
        try Data(readings.replacing(/"level":\d/, with: "\"level\":9", maxReplacements: 1).utf8).write(to: kept)
        #expect(try String(contentsOf: kept, encoding: .utf8) != readings)
        #expect(try CandidateRun.read(folder).repetition == first.repetition)
        #expect(try String(contentsOf: kept, encoding: .utf8) == readings)
        let slices = try Data(contentsOf: folder.slices)
        try (slices + slices).write(to: folder.slices)
        let second = try CandidateRun.read(folder)
        #expect(second.repetition != first.repetition)
        // Also when what was changed has as many bytes.
        let text = String(decoding: slices, as: UTF8.self)
        try Data(text.replacing(/"completed":2/, with: "\"completed\":1").utf8).write(to: folder.slices)
        let third = try CandidateRun.read(folder).repetition
        #expect(third.readings[Metric(.throughput)] != first.repetition.readings[Metric(.throughput)])
        #expect(second.repetition.readings.keys.contains(Metric(.throughput)))
    }
}
