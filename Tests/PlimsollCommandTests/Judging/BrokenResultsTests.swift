import Foundation
import Results
import Testing

@testable import Gate
@testable import PlimsollCommand

/// Results that were cut off, edited or made by something else: each has its sentence and its code, and none passes.
@Suite struct BrokenResultsTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("broken-\(UUID().uuidString)")

    private func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    private func run(_ name: String, number: UInt64 = 100, _ change: (inout RehearsedRun) -> Void = { _ in }) throws
        -> ResultsFolder
    {
        var run = RehearsedRun()
        run.labels["commit"] = "c0ffee"
        change(&run)
        return try run.store(in: root.appendingPathComponent(name), number: number)
    }

    /// Makes a baseline of ten runs.
    private func makeBaseline() async throws {
        for number in 1...10 { _ = try run("first", number: UInt64(number)) }
        let words = ["baseline", "update", "--from", path("first"), "--baselines", path("baselines")]
        #expect(await CommandLineRun(words: words).finish() == .success)
    }

    /// Compares runs, and returns the code and what was found or refused.
    private func compare(_ names: String...) async -> (code: ExitCode, verdict: Verdict?) {
        let words =
            ["compare"] + names.map(path) + [
                "--baselines", path("baselines"), "--history", path("history.sqlite"), "--verdict",
                path("verdict.json"), "--policy", "release",
            ]
        try? FileManager.default.removeItem(atPath: path("verdict.json"))
        let code = await CommandLineRun(words: words).finish()
        return (code, try? VerdictFile.read(URL(fileURLWithPath: path("verdict.json"))).first)
    }

    private func refusal(_ name: String) -> String {
        do {
            _ = try JudgedRuns.read([path(name)])
            return "not refused"
        } catch {
            return "\(error)"
        }
    }

    private func edit(_ url: URL, _ change: (String) -> String) throws {
        try Data(change(String(contentsOf: url, encoding: .utf8)).utf8).write(to: url)
    }

    @Test func aDescriptionThatIsCutOffOrTooNewIsRefused() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let cutOff = try run("cutOff")
        try edit(cutOff.run) { String($0.prefix(200)) }
        #expect(refusal("cutOff") == "\(cutOff.run.path) isn't a run's description: it isn't JSON")
        let tooNew = try run("tooNew")
        try edit(tooNew.run) { $0.replacing("\"schema\" : 1", with: "\"schema\" : 9") }
        #expect(
            refusal("tooNew").hasPrefix("\(tooNew.run.path) has schema 9, this version reads up to 1; update plimsoll"))
        try edit(try run("nonsense").run) {
            $0.replacing("\"planned_ns\" : 20000000000", with: "\"planned_ns\" : \"x\"")
        }
        #expect(refusal("nonsense").hasSuffix("isn't a run's description: “planned_ns” has the wrong type"))
        for name in ["cutOff", "tooNew", "nonsense"] { #expect(await compare(name).code == .missing, "\(name)") }
    }

    @Test func slicesThatAreBrokenInTheMiddleAreRefusedWithTheirLine() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let broken = try run("broken")
        try edit(broken.slices) { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines[4] = String(lines[4].prefix(40))
            return lines.joined(separator: "\n")
        }
        #expect(refusal("broken").hasPrefix("\(broken.slices.path), line 5: "))
        #expect(await compare("broken").code == .missing)
        let negative = try run("negative")
        try edit(negative.slices) { $0.replacing(/"completed":\d+/, with: "\"completed\":-7", maxReplacements: 1) }
        #expect(refusal("negative").hasPrefix("\(negative.slices.path), line 1: “completed” is -7"))
        #expect(await compare("negative").code == .missing)
    }

    @Test func aRunWithoutARequestOrALevelNeverPasses() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try await makeBaseline()
        _ = try run("empty") { $0.rate = 0 }
        let empty = await compare("empty")
        #expect(empty.code == .inconclusive)
        #expect(empty.verdict?.faults.contains { $0.contains("nothing was measured") } == true)
        let unfinished = try run("unfinished")
        try edit(unfinished.slices) { $0.replacing(/"completed":\d+,/, with: "") }
        let zero = await compare("unfinished")
        #expect(zero.code == .inconclusive)
        #expect(
            zero.verdict?.metrics.first { $0.metric == "throughput" }?.sentence == "throughput: no request succeeded")
    }

    @Test func aRunWhoseGeneratorWasLateIsInconclusive() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try await makeBaseline()
        _ = try run("late") { $0.lag = 40_000_000 }
        let late = await compare("late")
        #expect(late.code == .inconclusive)
        #expect(late.verdict?.faults.contains { $0.contains("schedule lag p99 above ") } == true)
        #expect(late.verdict?.faults.contains { $0.contains("the host took") } == false)
        _ = try run("stolen") { ($0.lag, $0.stolen) = (40_000_000, 0.38) }
        let stolen = await compare("stolen")
        #expect(stolen.code == .inconclusive)
        #expect(
            stolen.verdict?.faults.contains {
                $0.hasSuffix("the host took up to 38 % of the processors: use a quieter machine")
            } == true)
        let declared = try run("declared")
        try ResultsWriter(folder: declared).append(
            Event(
                second: 3, kind: Event.invalidKind, message: "the target was restarted",
                fields: ["remedy": "run it again"]))
        let invalid = await compare("declared")
        #expect(invalid.code == .inconclusive)
        #expect(invalid.verdict?.faults.contains { $0.contains("the target was restarted") } == true)
    }

    @Test func whatIsNoRegularFileIsRefusedAndNobodyWaitsForIt() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try await makeBaseline()
        let piped = try run("piped")
        try FileManager.default.removeItem(at: piped.slices)
        try #require(mkfifo(piped.slices.path, 0o600) == 0)
        #expect(
            refusal("piped")
                == "\(piped.slices.path) can't be read: it is a FIFO, not a regular file; put a copy of the file there")
        #expect(await compare("piped").code == .missing)
        let device = try run("device")
        try FileManager.default.removeItem(at: device.slices)
        try FileManager.default.createSymbolicLink(atPath: device.slices.path, withDestinationPath: "/dev/zero")
        #expect(refusal("device").contains("slices.jsonl can't be read: it is a device, not a regular file"))
        #expect(await compare("device").code == .missing)
        // What was kept of a run is passed over where it can't be read.
        let kept = try run("kept")
        #expect(await compare("kept").code == .success)
        try FileManager.default.removeItem(at: kept.url.appendingPathComponent("readings.json"))
        try #require(mkfifo(kept.url.appendingPathComponent("readings.json").path, 0o600) == 0)
        #expect(await compare("kept").code == .success)
        for name in ["verdict.json", "history.sqlite"] {
            try? FileManager.default.removeItem(atPath: path(name))
            try #require(mkfifo(path(name), 0o600) == 0)
        }
        let verdict = #expect(throws: BaselineError.self) {
            try VerdictFile.read(URL(fileURLWithPath: path("verdict.json")))
        }
        #expect(verdict?.faults.first?.hasPrefix("this is no verdict: it is a FIFO") == true)
        let history = #expect(throws: HistoryError.self) { try HistoryStore(path: path("history.sqlite")) }
        #expect(history?.description.hasPrefix("\(path("history.sqlite")) holds no history: it is a FIFO") == true)
        let baseline = root.appendingPathComponent("baselines/unclassified/LoadShop.json")
        try FileManager.default.removeItem(at: baseline)
        try #require(mkfifo(baseline.path, 0o600) == 0)
        #expect(throws: BaselineError.self) { try BaselineStore.load(baseline) }
        #expect(await compare("kept").code == .missing)
    }

    /// What was read is kept with the sum of the very bytes that were read.
    @Test func aRunIsReadAnewAfterEachEdit() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let stored = try run("one")
        let first = try CandidateRun.read(stored)
        let readings = stored.url.appendingPathComponent("readings.json")
        let kept = try Data(contentsOf: readings)
        #expect(try CandidateRun.read(stored).repetition == first.repetition)
        #expect(try Data(contentsOf: readings) == kept)
        try edit(stored.slices) { $0.replacing("\"GET /\"", with: "\"GET /x\"") }
        #expect(try CandidateRun.read(stored).repetition != first.repetition)
        #expect(try Data(contentsOf: readings) != kept)
    }

    @Test func aPlaceWithoutResultsIsToldWithWhatMayHaveBeenMeant() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let stored = try run("outer/results")
        #expect(refusal("nowhere").contains("nor is there such a folder"))
        #expect(
            refusal("outer/results/\(stored.url.lastPathComponent)/slices.jsonl").hasSuffix(
                "this is a part of the run in \(stored.url.path); name that folder"))
        #expect(
            refusal("outer").hasSuffix("there are no results here, but in \(path("outer/results")); name that"))
        try Data("{}".utf8).write(to: root.appendingPathComponent("k6.json"))
        #expect(refusal("k6.json").contains("this is a file, and results are folders with a run.json"))
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("bare"), withIntermediateDirectories: true)
        #expect(refusal("bare").hasSuffix("there are no results here; run a suite first, or name their folder"))
    }

    @Test func aHistoryWithoutWhatIsAskedForSaysSo() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        func trend(_ words: String...) async -> ExitCode {
            await CommandLineRun(words: ["trend", "--history", path("history.sqlite")] + words).finish()
        }
        _ = try HistoryStore(path: path("history.sqlite"))
        #expect(await trend() == .missing)
        try await makeBaseline()
        _ = try run("one")
        #expect(await compare("one").code == .success)
        #expect(await trend() == .success)
        #expect(await trend("--suite", "LoadShop") == .success)
        #expect(await trend("--suite", "LoadNothing") == .missing)
    }

    @Test func aRunCountsOnce() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try await makeBaseline()
        let one = try run("one")
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("copy"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: one.url, to: root.appendingPathComponent("copy/\(one.url.lastPathComponent)"))
        #expect(await compare("one").code == .success)
        #expect(await compare("one", "one").code == .usage)
        #expect(await compare("one", "copy").code == .usage)
    }

    @Test func aMetricOnOneSideOnlyNeverPasses() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try await makeBaseline()
        let renamed = try run("renamed")
        try edit(renamed.slices) { $0.replacing("\"GET /\"", with: "\"GET /new\"") }
        let verdict = await compare("renamed")
        #expect(verdict.code == .missing)
        #expect(
            verdict.verdict?.mismatches.first?.hasPrefix(
                "the baseline names p50 GET /, and the run doesn't measure it") == true)
        #expect(verdict.verdict?.notices.contains { $0.hasPrefix("p50 GET /new isn't in the baseline") } == true)
    }

    @Test(arguments: [
        ("", "this isn't a verdict, or it is cut off; run `plimsoll gate` again"),
        ("{\"schema\": 1, \"verd", "this isn't a verdict, or it is cut off; run `plimsoll gate` again"),
        ("{\"schema\": 8, \"judgements\": []}", "schema 8 is newer than this version reads (1); update plimsoll"),
    ])
    func aVerdictThatCannotBeReadIsNotConfirmed(text: String, reason: String) async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let file = root.appendingPathComponent("verdict.json")
        try Data(text.utf8).write(to: file)
        #expect(throws: BaselineError.self) { try VerdictFile.read(file) }
        do throws(BaselineError) { _ = try VerdictFile.read(file) } catch { #expect(error.faults == [reason]) }
        let words = ["gate", "--base", "a {port}", "--head", "b {port}", "--confirm", file.path]
        #expect(await CommandLineRun(words: words).finish() == .missing)
    }

    @Test func aReportThatCannotBeWrittenIsToldAndTheOthersAreWritten() async throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try await makeBaseline()
        _ = try run("one")
        let words = [
            "compare", path("one"), "--baselines", path("baselines"), "--history", path("history.sqlite"), "--verdict",
            path("first/run1/verdict.json/x"), "--comment", path("nowhere/comment.md"), "--junit", path("gate.xml"),
        ]
        try Data("a step before\n".utf8).write(to: root.appendingPathComponent("summary.md"))
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("first/run1"), withIntermediateDirectories: true)
        try Data().write(to: root.appendingPathComponent("first/run1/verdict.json"))
        #expect(await CommandLineRun(words: words + ["--markdown", path("summary.md")]).finish() == .internalError)
        #expect(FileManager.default.fileExists(atPath: path("gate.xml")))
        let summary = try String(contentsOfFile: path("summary.md"), encoding: .utf8)
        #expect(summary.hasPrefix("a step before\n") && summary.contains("LoadShop"))
    }

    @Test(arguments: [("throughput", "150", "99.0 %"), ("badSeconds", "120", "100 %")])
    func moreThanThereIsCannotBeAccepted(metric: String, percent: String, most: String) {
        var arguments = Arguments(
            words: ["--suite", "LoadShop", "--metric", metric, "--why", "so", "--up-to", percent],
            usage: BaselineAcceptVerb.usage)
        _ = BaselineAcceptVerb(&arguments)
        #expect(arguments.faults == ["--up-to: \(metric) can be at most \(most) worse, got \(percent).0 %"])
    }

    @Test func onlyWhatGotWorseIsAccepted() {
        func verdict(_ metric: String, _ change: Double, _ bound: Double) -> MetricVerdict {
            MetricVerdict(
                metric: metric, isGated: true, outcome: .fail, sentence: "",
                change: ChangeEvidence(
                    pairs: 6, base: 1, head: 1, unit: "ns", change: change, noWorseThan: bound, tolerance: 0.02,
                    margin: 0.1))
        }
        let (p50, throughput) = (Metric(.p50, of: "GET /"), Metric(.throughput))
        #expect(BaselineAcceptVerb.worst(verdict("p50 GET /", 0.2, 0.23), p50) == 0.23)
        #expect(BaselineAcceptVerb.worst(verdict("p50 GET /", -0.2, -0.17), p50) == nil)
        #expect(BaselineAcceptVerb.worst(verdict("throughput", -0.1, -0.12), throughput) == 0.12)
        #expect(BaselineAcceptVerb.worst(verdict("throughput", 0.1, 0.08), throughput) == nil)
        let counts = MetricVerdict(
            metric: "badSeconds", isGated: true, outcome: .fail, sentence: "",
            counts: CountEvidence(
                base: SecondCount(bad: 1, of: 100), head: SecondCount(bad: 11, of: 100), dispersion: 1, tolerance: 0))
        #expect(abs((BaselineAcceptVerb.worst(counts, Metric(.badSeconds)) ?? 0) - 0.1) < 1e-12)
    }
}
