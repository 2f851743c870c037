import Foundation
import Gate

/// A paired run: measures blocks until each suite's verdict stands, and keeps all it measured.
///
/// The thin shell around `RunPlan`, `BlockPlan` and `PairedJudge`, which decide.
struct PairedSession {
    let options: GateOptions
    /// Where the run is kept.
    let folder: URL
    /// How often a verdict may be wrong.
    let budget: ErrorBudget
    /// The verdicts that are to be confirmed; none in a run of its own.
    let flagged: [Verdict]
    /// Where the base is launched: its checkout, or here.
    var baseFolder = FileManager.default.currentDirectoryPath

    private var blocks: [String: [Block]] = [:]
    private var measured = 0
    private var invalidInARow = 0

    init(options: GateOptions, folder: URL, flagged: [Verdict]) {
        self.options = options
        self.folder = folder
        self.flagged = flagged
        budget = flagged.isEmpty ? .usual : .confirmation
    }

    private var blockFile: URL { folder.appendingPathComponent("blocks.jsonl") }

    /// Takes up the blocks that an interrupted run left.
    mutating func resume() throws {
        do throws(BaselineError) {
            for record in try BlockFile.read(blockFile) {
                blocks[record.suite, default: []].append(record.block)
                measured = max(measured, record.index)
            }
        } catch {
            throw CommandFailure(.missing, error.description)
        }
    }

    /// Measures until everything is decided, and returns the verdicts; an interruption ends it with what there is.
    mutating func run(_ report: (String) -> Void) async throws -> (verdicts: [Verdict], isInterrupted: Bool) {
        let plan = RunPlan(budget: budget)
        while case .measure(let index) = plan.next(
            measured: measured, invalidInARow: invalidInARow,
            undecided: blocks.isEmpty || states().contains { $0.nextLook != nil })
        {
            let status = try await measure(BlockPlan(index: index, slices: options.slices, seed: options.seed), report)
            if status == ExitCode.interrupted.rawValue { return (verdicts(), true) }
        }
        return (verdicts(), false)
    }

    // MARK: - One block

    private mutating func measure(_ plan: BlockPlan, _ report: (String) -> Void) async throws -> Int32 {
        let place = folder.appendingPathComponent("block-\(plan.index < 10 ? "0" : "")\(plan.index)")
        // What an interrupted attempt left is measured again.
        try? FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        var sides: [Side: LaunchedSide] = [:]
        var status: Int32 = 0
        do {
            for side in [plan.launchedFirst, plan.launchedFirst.other] {
                sides[side] = try await LaunchedSide.launch(
                    side, options.source(side),
                    folder: side == .base ? baseFolder : FileManager.default.currentDirectoryPath,
                    log: place.appendingPathComponent("\(side.rawValue).log"))
            }
            status = try await load(plan, sides, place)
        } catch {
            for side in sides.values { await side.stop() }
            throw error
        }
        for side in sides.values { await side.stop() }
        if status == ExitCode.interrupted.rawValue { return status }
        let suites = try BlockReader().read(place, plan: plan)
        guard !suites.isEmpty else {
            throw CommandFailure(
                .testFailed,
                "block \(plan.index) left no results (the suites ended with \(status)); their output is in \(place.path)/suites.log"
            )
        }
        for (suite, block) in suites.sorted(by: { $0.key < $1.key }) {
            try BlockFile.append(BlockRecord(suite: suite, block: block), to: blockFile)
            blocks[suite, default: []].append(block)
        }
        measured = plan.index
        invalidInARow = suites.values.contains(where: \.isValid) ? 0 : invalidInARow + 1
        report(progress(plan.index, suites, status))
        return status
    }

    /// Runs the suites once against both sides, with their output in a file.
    private func load(_ plan: BlockPlan, _ sides: [Side: LaunchedSide], _ place: URL) async throws -> Int32 {
        var run = TierRun(tier: .load, isRelease: !options.isDebug, packagePath: options.packagePath)
        let names = options.suites.map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|")
        run.filter = names.isEmpty ? #"^\w+\.(\w+/)*Load\w*/"# : #"^\w+\.(\w+/)*("# + names + ")/"
        let words = run.test(events: place.appendingPathComponent("events.jsonl").path)
        let variables = [
            "PLIMSOLL_TIERS": "smoke,load,stress,soak", "PLIMSOLL_BASE": sides[.base]?.url ?? "",
            "PLIMSOLL_HEAD": sides[.head]?.url ?? "", "PLIMSOLL_RESULTS": place.path, "PLIMSOLL_SEED": "\(plan.index)",
            "PLIMSOLL_PAIR_ORDER": plan.order.map(\.rawValue).joined(separator: ","),
            "PLIMSOLL_PAIR_SLICE": Self.text(options.slice), "PLIMSOLL_PAIR_SETTLE": Self.text(options.settle),
            "PLIMSOLL_PAIR_WARMUP": Self.text(options.warmUp),
        ]
        let log = place.appendingPathComponent("suites.log").path
        return try await ForegroundProcess.run(
            ["/bin/sh", "-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", log] + words, adding: variables)
    }

    private static func text(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        return "\(milliseconds)ms"
    }

    // MARK: - What they say

    private func judge(_ suite: String) -> PairedJudge {
        PairedJudge(suite: suite, contract: contract(suite), test: PairedTest(budget: budget))
    }

    /// Returns the contract: the flagged metrics, the baseline's, or the usual one over what the first block measured.
    private func contract(_ suite: String) -> Contract {
        let measured = (blocks[suite] ?? []).first(where: \.isValid) ?? blocks[suite]?.first
        let metrics =
            measured.map { block in block.base.readings.filter { $0.value.isLevelOrCount }.keys.map(\.self) } ?? []
        let runnerClass = ProcessInfo.processInfo.environment["PLIMSOLL_RUNNER_CLASS"] ?? "unclassified"
        let store = BaselineStore(root: URL(fileURLWithPath: options.baselines))
        let committed = try? store.load(runnerClass: runnerClass, suite: suite)
        let usual = committed?.contract ?? .usual(for: metrics)
        guard let verdict = flagged.first(where: { $0.suite == suite }) else { return usual }
        return Confirmation.contract(of: verdict, from: usual)
    }

    private func states() -> [PairedJudge.State] {
        blocks.sorted { $0.key < $1.key }.map { judge($0.key).judge($0.value) }
    }

    private func verdicts() -> [Verdict] {
        states().map { state in
            var verdict = flagged.isEmpty ? state.verdict : Confirmation.settle(state.verdict)
            for side in Side.allCases { verdict.compared[side.rawValue] = options.source(side).text }
            if options.base.isURL || options.head.isURL {
                verdict.notices.append(
                    "a side that is given by its URL isn't launched afresh, so its launch's luck isn't averaged out")
            }
            return verdict
        }
    }

    private func progress(_ index: Int, _ suites: [String: Block], _ status: Int32) -> String {
        var lines: [String] = []
        for (suite, block) in suites.sorted(by: { $0.key < $1.key }) {
            let valid = (blocks[suite] ?? []).count(where: \.isValid)
            guard block.isValid else {
                lines.append("block \(index) of \(suite): invalid – \(block.allFaults.joined(separator: "; "))")
                continue
            }
            lines.append(
                "block \(index) of \(suite): \(valid) valid, looks after \(budget.looks.map { "\($0.blocks)" }.joined(separator: ", "))"
            )
            for metric in contract(suite).gated where !metric.isCount {
                let changes = (blocks[suite] ?? []).filter(\.isValid).compactMap { block in
                    if case .change(let change, _, _) = block.pair(metric) { change } else { Double?.none }
                }
                let moments = Moments(changes)
                let estimate = Change(logarithm: moments.mean).text(for: metric)
                let error = moments.count > 1 ? " ± \(Percent.plain(2 * moments.standardError))" : ""
                lines.append("  \(metric)  \(estimate)\(error)")
            }
        }
        if status != 0 { lines.append("  the suites' own limits were broken in this block (code \(status))") }
        return lines.joined(separator: "\n")
    }
}

extension Reading {
    /// Whether there is a value to compare.
    fileprivate var isLevelOrCount: Bool { if case .missing = self { false } else { true } }
}
