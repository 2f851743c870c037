import Foundation
import Load
import Gate
import Results

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
    /// What loads both sides.
    let load: any BlockLoad
    /// Whether somebody wants an end.
    let wish: StopWish
    /// The base's checkout; nothing when the base is launched from here.
    var checkout: BaseCheckout?

    private(set) var blocks: [String: [Block]] = [:]
    private var quiet: QuietMoment
    private var measured = 0
    private var invalidInARow = 0
    private var notices: [String] = []
    /// How the head broke down, where it did.
    private var breakdowns: [String] = []

    init(
        options: GateOptions, folder: URL, flagged: [Verdict] = [], load: any BlockLoad, wish: StopWish = StopWish(),
        quiet: QuietMoment? = nil
    ) {
        self.options = options
        self.folder = folder
        self.flagged = flagged
        self.load = load
        self.wish = wish
        self.quiet = quiet ?? QuietMoment(patience: options.patience)
        budget = flagged.isEmpty ? .usual : .confirmation
    }

    private var blockFile: URL { folder.appendingPathComponent("blocks.jsonl") }
    private var breakdownFile: URL { folder.appendingPathComponent("breakdowns.txt") }

    /// Takes up the blocks that an interrupted run left.
    mutating func resume() throws {
        if let data = try? RegularFile.contents(of: breakdownFile) {
            breakdowns = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        // A run that was interrupted in its first block left none.
        guard FileManager.default.fileExists(atPath: blockFile.path) else { return }
        do throws(BaselineError) {
            for record in try BlockFile.read(blockFile) {
                guard blocks[record.suite]?.contains(where: { $0.index == record.index }) != true else {
                    throw BaselineError(
                        .malformed, file: blockFile.path,
                        faults: [
                            "block \(record.index) of \(record.suite) stands there twice; take one of its lines out"
                        ])
                }
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
            let wish = wish
            guard await quiet.come(isStopping: { wish.isNoted }, report) else { return (verdicts(), true) }
            let isMeasured = try await measure(
                BlockPlan(index: index, slices: options.slices, seed: options.seed), report)
            if !isMeasured { return (verdicts(), true) }
        }
        return (verdicts(), false)
    }

    // MARK: - One block

    /// Measures a block; says whether it came to its end.
    private mutating func measure(_ plan: BlockPlan, _ report: (String) -> Void) async throws -> Bool {
        let place = folder.appendingPathComponent("block-\(plan.index < 10 ? "0" : "")\(plan.index)")
        // What an interrupted attempt left is measured again.
        try? FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let (wall, clock) = (Date(), ContinuousClock.now)
        var sides: [Side: LaunchedSide] = [:]
        var faults: [String] = []
        var breakdown: String?
        var status: Int32 = 0
        do {
            for side in [plan.launchedFirst, plan.launchedFirst.other] where !wish.isNoted {
                sides[side] = try await LaunchedSide.launch(
                    side, options.source(side), folder: launchFolder(side),
                    log: place.appendingPathComponent("\(side.rawValue).log"), isStopping: { wish.isNoted })
            }
            if let fault = SidesApart.fault(sides) { throw CommandFailure(.usage, fault) }
            if !wish.isNoted { status = try await load.run(plan, urls: sides.mapValues(\.url), place: place) }
            (faults, breakdown) = Self.endings(sides, plan.index)
        } catch {
            for side in sides.values { await side.stop() }
            if error is CancellationError { return false }
            throw error
        }
        for side in sides.values { await side.stop() }
        if wish.isNoted || status == ExitCode.interrupted.rawValue { return false }
        let monotonic = (ContinuousClock.now - clock) / Duration.seconds(1)
        if let step = ClockStep(wall: Date().timeIntervalSince(wall), monotonic: monotonic).fault {
            faults.append(step)
        }
        try keep(plan, place, faults, status, report)
        if let breakdown { try note(breakdown) }
        return true
    }

    private func launchFolder(_ side: Side) -> String {
        (side == .base ? checkout?.folder.path : nil) ?? FileManager.default.currentDirectoryPath
    }

    /// Returns what sides that ended during the block mean: without its base there is no comparison.
    ///
    /// A head that breaks down is no reason to leave the block out: its bad seconds are what the gate is for. Where it leaves too little
    /// to be compared, it has failed the load test all the same.
    private static func endings(_ sides: [Side: LaunchedSide], _ index: Int) -> ([String], breakdown: String?) {
        (
            sides[.base]?.howItEnded().map { ["the base ended with \($0) during the block"] } ?? [],
            sides[.head]?.howItEnded().map {
                "the head ended with \($0) during block \(index), and it has to stay up under this load; its output is in head.log there"
            }
        )
    }

    /// Notes that the head broke down, also for a run that is gone on with.
    private mutating func note(_ breakdown: String) throws {
        breakdowns.append(breakdown)
        try Data(breakdowns.joined(separator: "\n").utf8).write(to: breakdownFile, options: .atomic)
    }

    private mutating func keep(
        _ plan: BlockPlan, _ place: URL, _ faults: [String], _ status: Int32, _ report: (String) -> Void
    ) throws {
        let found: [String: Block]
        do { found = try BlockReader().read(place, plan: plan) } catch {
            throw CommandFailure(.internalError, "block \(plan.index) can't be read: \(error)")
        }
        // A confirmation is about what was flagged; another suite that ran beside it has no part in it.
        let suites = found.filter { suite, _ in flagged.isEmpty || flagged.contains { $0.suite == suite } }
        if suites.isEmpty, !found.isEmpty {
            throw CommandFailure(
                .missing,
                "block \(plan.index) measured \(found.keys.sorted().joined(separator: ", ")), and what is to be confirmed is of "
                    + "\(flagged.map(\.suite).joined(separator: ", ")); name it with --suite")
        }
        guard !suites.isEmpty else {
            throw CommandFailure(
                .testFailed,
                "block \(plan.index) left no results (the suites ended with code \(status)): does a suite match, and does it load its target with `run`? "
                    + "Their output is in \(place.path)/suites.log")
        }
        for (suite, measured) in suites.sorted(by: { $0.key < $1.key }) {
            var block = measured
            block.faults += faults
            try BlockFile.append(BlockRecord(suite: suite, block: block), to: blockFile)
            blocks[suite, default: []].append(block)
            let progress = BlockProgress(
                suite: suite, contract: contract(suite).contract, budget: budget, blocks: blocks[suite] ?? [])
            report(progress.text)
        }
        measured = plan.index
        quiet.blockEnded(blocks.values.compactMap { $0.last?.index == plan.index ? $0.last : nil })
        let isAnyValid = blocks.values.contains { $0.last?.index == plan.index && $0.last?.isValid == true }
        invalidInARow = isAnyValid ? 0 : invalidInARow + 1
        if status != 0 {
            report("  the suites' own limits were broken in this block (code \(status)): \(place.path)/suites.log")
            notices.append(
                "the suites' own limits were broken in block \(plan.index) (code \(status)); these are told, not judged"
            )
        }
    }

    // MARK: - What they say

    /// Returns the contract: the flagged metrics, the baseline's, or the usual one over what the first valid block measured.
    private func contract(_ suite: String) -> (contract: Contract, committed: CommittedContract) {
        let committed = CommittedContract.read(
            suite, from: URL(fileURLWithPath: options.baselines),
            base: checkout.map { .folder($0.counterpart(of: options.baselines)) } ?? .unknown)
        let measured = (blocks[suite] ?? []).first(where: \.isValid) ?? blocks[suite]?.first
        let metrics = measured.map { block in block.base.readings.filter { $0.value.isValue }.keys.map(\.self) } ?? []
        let usual = (committed.contract ?? .usual(for: metrics)).accepting(committed.accepted)
        guard let verdict = flagged.first(where: { $0.suite == suite }) else { return (usual, committed) }
        return (Confirmation.contract(of: verdict, from: usual), committed)
    }

    private func states() -> [PairedJudge.State] {
        blocks.keys.sorted().map { suite in
            let (contract, committed) = contract(suite)
            let judge = PairedJudge(suite: suite, contract: contract, test: PairedTest(budget: budget))
            var state = judge.judge(blocks[suite] ?? [])
            state.verdict.notices += committed.notices
            guard !committed.faults.isEmpty else { return state }
            state.verdict.mismatches += committed.faults
            if state.verdict.outcome != .fail { state.verdict.outcome = .inconclusive }
            return state
        }
    }

    private func verdicts() -> [Verdict] {
        let unmeasured = flagged.filter { blocks[$0.suite] == nil }.map { flagged in
            var verdict = Verdict(suite: flagged.suite, mode: .confirmation, outcome: .inconclusive)
            verdict.mismatches = ["\(flagged.suite) was flagged, and no block of it was measured; name it with --suite"]
            return verdict
        }
        return judged() + unmeasured
    }

    private func judged() -> [Verdict] {
        states().map { state in
            var verdict = flagged.isEmpty ? state.verdict : Confirmation.settle(state.verdict)
            for side in Side.allCases { verdict.compared[side.rawValue] = options.source(side).text }
            if let ref = options.gitRef { verdict.compared["base_ref"] = ref }
            verdict.notices += notices + options.notices + [quiet.notice].compactMap(\.self)
            verdict.testFailures += breakdowns
            // Nothing that breaks down passes.
            if !breakdowns.isEmpty, verdict.outcome != .fail { verdict.outcome = .inconclusive }
            return verdict
        }
    }
}

extension Reading {
    /// Whether there is a value to compare.
    fileprivate var isValue: Bool { if case .missing = self { false } else { true } }
}
