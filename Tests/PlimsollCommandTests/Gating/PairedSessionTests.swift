import Foundation
import Gate
import Synchronization
import Testing

@testable import PlimsollCommand

/// Whole paired runs, with rehearsed results in place of the suites'.
@Suite struct PairedSessionTests {
    /// Leaves the results of both sides, the head's slower by a factor; wants an end in a block where that is asked for.
    private struct Rehearsal: BlockLoad {
        var slower = 1.0
        var status: Int32 = 0
        var leavesResults = true
        var endsIn: Int?
        /// The blocks in which the generator starts late, as the host takes the processors.
        var noisy: Set<Int> = []
        let wish: StopWish
        /// Where a head that ends writes its process's number; the load goes on until then.
        var doomed: URL?

        func run(_ plan: BlockPlan, urls: [Side: String], place: URL) async throws -> Int32 {
            if let doomed {
                let text = try String(contentsOf: doomed, encoding: .utf8).trimmingCharacters(
                    in: .whitespacesAndNewlines)
                func hasEnded() -> Bool {
                    (try? String(contentsOfFile: "/proc/\(text)/stat", encoding: .utf8))?.contains(") Z") != false
                }
                for _ in 0..<1200 where !hasEnded() { try await Task.sleep(for: .milliseconds(50)) }
            }
            if plan.index == endsIn {
                wish.note()
                return 130
            }
            guard leavesResults else { return 1 }
            for (side, number) in [(Side.base, plan.index * 2), (.head, plan.index * 2 + 1)] {
                var run = RehearsedRun()
                if side == .head { run.median *= slower }
                if noisy.contains(plan.index) { (run.lag, run.stolen) = (5_000_000, side == .head ? 0.38 : 0.2) }
                try run.store(in: place.appendingPathComponent(side.rawValue), number: UInt64(number))
            }
            return status
        }
    }

    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("paired-\(UUID().uuidString)")

    private func options(_ more: String...) -> GateOptions {
        let words = [
            "--base", "http://base.invalid", "--head", "http://head.invalid", "--baselines",
            folder.appendingPathComponent("baselines").path,
        ]
        var arguments = Arguments(words: words + more, usage: GateVerb.usage)
        return GateOptions(&arguments)
    }

    private func session(
        slower: Double = 1, status: Int32 = 0, leavesResults: Bool = true, endsIn: Int? = nil, flagged: [Verdict] = []
    ) throws -> PairedSession {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let wish = StopWish()
        return PairedSession(
            options: options(), folder: folder, flagged: flagged,
            load: Rehearsal(slower: slower, status: status, leavesResults: leavesResults, endsIn: endsIn, wish: wish),
            wish: wish)
    }

    @Test func anUnchangedBuildPassesAtTheFirstLook() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var session = try session()
        let told = Mutex<[String]>([])
        let (verdicts, isInterrupted) = try await session.run { line in told.withLock { $0.append(line) } }
        let verdict = try #require(verdicts.first)
        #expect(!isInterrupted)
        #expect(verdict.outcome == .pass)
        #expect(verdict.blocks == 6)
        #expect(verdict.compared == ["base": "http://base.invalid", "head": "http://head.invalid"])
        let lines = told.withLock(\.self)
        #expect(lines.count == 6)
        #expect(lines[0].contains("p50 GET /") && lines[0].contains("no interval from one block"))
        #expect(lines[5].hasPrefix("block 6 of LoadShop: 6 valid, looking now"))
        #expect(lines[5].contains(", 95 %: "))
        #expect(lines[5].contains("0 of 120 s on the head, 0 of 120 s on the base"))
    }

    @Test func aSlowerHeadIsRedAndConfirmedOrNot() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var first = try session(slower: 1.2)
        let red = try await first.run { _ in }.verdicts
        #expect(VerdictOutputs.code(red, .warn) == .regression)
        #expect(red[0].isProvisional)
        try FileManager.default.removeItem(at: folder)

        var second = try session(slower: 1.2, flagged: red)
        let confirmed = try await second.run { _ in }.verdicts
        #expect(VerdictOutputs.code(confirmed, .warn) == .regression)
        #expect(!confirmed[0].isProvisional)
        #expect(confirmed[0].blocks == 10)
        // Only what was flagged is measured again.
        #expect(confirmed[0].metrics.filter(\.isGated).map(\.metric) == red[0].gated(.fail).map(\.metric))
        try FileManager.default.removeItem(at: folder)

        var third = try session(flagged: red)
        let settled = try await third.run { _ in }.verdicts
        #expect(settled[0].outcome == .inconclusive)
        #expect(settled[0].notices.contains { $0.hasPrefix("the regression wasn't reproduced") })
        #expect(VerdictOutputs.code(settled, .fail) == .inconclusive)
    }

    @Test func anInterruptedRunGoesOnWhereItStopped() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var first = try session(slower: 1.2, endsIn: 4)
        let (early, isInterrupted) = try await first.run { _ in }
        #expect(isInterrupted)
        #expect(early[0].outcome == .inconclusive)
        #expect(early[0].faults == ["3 of 3 blocks are valid, and a verdict needs 6"])

        var second = try session(slower: 1.2)
        try second.resume()
        let told = Mutex<[String]>([])
        let (verdicts, _) = try await second.run { line in told.withLock { $0.append(line) } }
        #expect(told.withLock(\.count) == 3)
        #expect(told.withLock { $0[0].hasPrefix("block 4 of LoadShop: 4 valid, the next look is after 6") })
        #expect(verdicts[0].outcome == .fail)
        let kept = try BlockFile.read(folder.appendingPathComponent("blocks.jsonl"))
        #expect(kept.map(\.index) == [1, 2, 3, 4, 5, 6])
    }

    // MARK: - A noisy machine

    private func noisySession(_ noisy: Set<Int>, _ machine: ScriptedMachine, wish: StopWish = StopWish()) throws
        -> PairedSession
    {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return PairedSession(
            options: options(), folder: folder, load: Rehearsal(noisy: noisy, wish: wish), wish: wish,
            quiet: QuietMoment(patience: .seconds(60), machine: machine, now: { machine.now }))
    }

    @Test func aDisturbedBlockIsReplacedWhenTheMachineIsQuiet() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let machine = ScriptedMachine([ScriptedMachine.loud, ScriptedMachine.quiet])
        var session = try noisySession([2], machine)
        let told = Mutex<[String]>([])
        let verdict = try #require(
            try await session.run { line in told.withLock { $0.append(line) } }.verdicts.first)
        #expect(verdict.outcome == .pass && verdict.blocks == 6)
        #expect(machine.looks == 2)
        let lines = told.withLock(\.self)
        #expect(lines[1].hasPrefix("block 2 of LoadShop: invalid – base: the generator started late: "))
        #expect(lines[1].hasSuffix("; the host took up to 38 % of the processors"))
        #expect(
            Array(lines[2...3]) == [
                "  the machine disturbed that block: waiting until it is quiet, at most 1 min more (--patience)",
                "  it is quiet again after 6 s: the host took 0 % of the processors, timers woke 80 µs late (p99)",
            ])
        #expect(verdict.notices.contains { $0.hasPrefix("it waited 6 s in all for a quieter machine") })
    }

    @Test func aMachineThatStaysNoisyIsNamedInTheVerdict() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let machine = ScriptedMachine(Array(repeating: ScriptedMachine.loud, count: 100))
        var session = try noisySession(Set(2...100), machine)
        let verdict = try #require(try await session.run { _ in }.verdicts.first)
        #expect(verdict.outcome == .inconclusive)
        #expect(
            verdict.faults.contains(
                "the host took up to 38 % of the processors (6 blocks left out): use a quieter machine"))
        // All the patience went before the third block; the others were measured without waiting.
        #expect(machine.looks == 20)
    }

    @Test func aRunThatIsInterruptedWhileItWaitsKeepsItsBlocks() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let wish = StopWish()
        let machine = ScriptedMachine(Array(repeating: ScriptedMachine.loud, count: 100)) { if $0 == 3 { wish.note() } }
        var first = try noisySession([2], machine, wish: wish)
        #expect(try await first.run { _ in }.isInterrupted)
        let kept = try BlockFile.read(folder.appendingPathComponent("blocks.jsonl"))
        #expect(kept.map(\.index) == [1, 2])
        #expect(kept[1].head.disturbance?.stolenShare == 0.38)
        var second = try noisySession([2], ScriptedMachine([]))
        try second.resume()
        #expect(try await second.run { _ in }.verdicts.first?.outcome == .pass)
    }

    // MARK: - Breakdowns

    @Test func aHeadThatBreaksDownUnderLoadHasFailedTheTest() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("pid")
        let serve =
            "import http.server as h, sys; s = h.HTTPServer((\"127.0.0.1\", {port}), h.SimpleHTTPRequestHandler); "
        var arguments = Arguments(
            words: [
                "--base", "exec python3 -c '\(serve) s.serve_forever()'",
                "--head", "echo $$ > \(file.path); exec python3 -c '\(serve) s.handle_request(); sys.exit(7)'",
                "--baselines", folder.appendingPathComponent("baselines").path,
            ], usage: GateVerb.usage)
        let options = GateOptions(&arguments)
        #expect(arguments.faults.isEmpty)
        func session(endsIn: Int) -> PairedSession {
            let wish = StopWish()
            return PairedSession(
                options: options, folder: folder, load: Rehearsal(endsIn: endsIn, wish: wish, doomed: file), wish: wish)
        }
        var first = session(endsIn: 2)
        let verdicts = try await first.run { _ in }.verdicts
        #expect(
            verdicts.first?.testFailures == [
                "the head ended with code 7 during block 1, and it has to stay up under this load; its output is in head.log there"
            ])
        #expect(VerdictOutputs.code(verdicts, .warn) == .testFailed)
        // A run that is gone on with knows it still.
        var second = session(endsIn: 2)
        try second.resume()
        #expect(VerdictOutputs.code(try await second.run { _ in }.verdicts, .warn) == .testFailed)
    }

    @Test func aConfirmationOfWhatIsNotMeasuredNeverPasses() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var other = Verdict(suite: "LoadTill.pays", mode: .paired, outcome: .fail)
        other.metrics = [MetricVerdict(metric: "throughput", isGated: true, outcome: .fail, sentence: "")]
        var alone = try session(flagged: [other])
        await #expect(throws: CommandFailure.self) { try await alone.run { _ in } }
        try FileManager.default.removeItem(at: folder)

        var red = try session(slower: 1.2)
        let flagged = try await red.run { _ in }.verdicts
        try FileManager.default.removeItem(at: folder)
        var both = try session(slower: 1.2, flagged: flagged + [other])
        let verdicts = try await both.run { _ in }.verdicts
        #expect(verdicts.map(\.suite) == ["LoadShop", "LoadTill.pays"])
        #expect(
            verdicts[1].mismatches == [
                "LoadTill.pays was flagged, and no block of it was measured; name it with --suite"
            ])
        #expect(VerdictOutputs.code([verdicts[1]], .warn) == .missing)
    }

    @Test func theSuitesOfAConfirmationAreThoseThatWereFlagged() {
        #expect(SuiteLoad(options: options()).filter == #"^\w+\.(\w+/)*Load\w*/"#)
        #expect(SuiteLoad(options: options(), flagged: ["LoadTill.pays"]).filter == #"^\w+\.(\w+/)*(LoadTill)/"#)
        #expect(
            SuiteLoad(options: options("--suite", "LoadShop"), flagged: ["LoadTill"]).filter
                == #"^\w+\.(\w+/)*(LoadShop)/"#)
    }

    @Test func aBlockThatStandsInTheFileTwiceIsRefused() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var first = try session(endsIn: 3)
        _ = try await first.run { _ in }
        let file = folder.appendingPathComponent("blocks.jsonl")
        let lines = try Data(contentsOf: file)
        try (lines + lines).write(to: file)
        var second = try session()
        #expect {
            try second.resume()
        } throws: {
            ($0 as? CommandFailure)?.code == .missing
                && "\($0)".hasSuffix("block 1 of LoadShop stands there twice; take one of its lines out")
        }
    }

    @Test func aRunIsGoneOnWithAsItWasBegun() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect { try SessionFile(options()).check(against: folder) } throws: {
            ($0 as? CommandFailure)?.code == .missing
        }
        try SessionFile(options("--seed", "4", "--env-head", "TOKEN=a")).write(to: folder)
        try SessionFile(options("--seed", "4", "--env-head", "TOKEN=a")).check(against: folder)
        #expect {
            try SessionFile(options("--seed", "4", "--env-head", "TOKEN=b")).check(against: folder)
        } throws: {
            "\($0)".contains("was begun with --env-head “TOKEN #")
        }
        // Its blocks aren't mixed with those of another run.
        #expect { try SessionFile(options("--seed", "5")).write(to: folder) } throws: {
            ($0 as? CommandFailure)?.code == .usage && "\($0)".contains("holds a paired run already")
        }
        #expect { try SessionFile(options("--seed", "5", "--env-head", "TOKEN=a")).check(against: folder) } throws: {
            ($0 as? CommandFailure)?.code == .usage && "\($0)".hasSuffix("was begun with --seed “4”, not “5”")
        }
    }

    @Test func suitesThatLeaveNoResultsAreAFailureOfTheTest() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var session = try session(leavesResults: false)
        do {
            _ = try await session.run { _ in }
            Issue.record("nothing was measured")
        } catch let failure as CommandFailure {
            #expect(failure.code == .testFailed)
            #expect(failure.description.hasPrefix("block 1 left no results (the suites ended with code 1)"))
        }
    }

    @Test func brokenLimitsOfTheSuitesAreTold() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var session = try session(status: 1)
        let verdict = try #require(try await session.run { _ in }.verdicts.first)
        #expect(verdict.notices.contains { $0.hasPrefix("the suites' own limits were broken in block 1 (code 1)") })
    }

    @Test func aBaselineThatCannotBeReadIsNobodysContract() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("baselines/unclassified")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data("{".utf8).write(to: place.appendingPathComponent("LoadShop.json"))
        var session = try session()
        let verdicts = try await session.run { _ in }.verdicts
        #expect(verdicts[0].outcome == .inconclusive)
        #expect(VerdictOutputs.code(verdicts, .warn) == .missing)
    }
}
