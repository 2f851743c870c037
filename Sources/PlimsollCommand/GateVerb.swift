import Foundation
import Load
import Gate
import Results

/// Compares two builds of a service under any load suite, and decides with known error rates.
struct GateVerb: Verb {
    static let usage = Usage(
        name: "gate",
        summary: "Compare two builds under a load suite, and fail on a proven regression",
        options: GateOptions.options + [JudgedHistory.option] + VerdictOutputs.options,
        discussion: """
            Both builds are launched afresh for each block and loaded in turn, in slices of a few seconds, by the suite as it
            is. It looks after 6, 10, 14 and 20 blocks and stops as soon as everything is decided: an unchanged build fails
            one time in a hundred at most. What it can't tell is inconclusive, with the number of blocks it would take.
            A block that this machine disturbed is left out: it started requests late, mostly as its host gave the processors to
            others. The next one waits until the machine is quiet, for at most --patience in all; after six in a row it gives up.

              plimsoll gate --suite LoadShop --base 'old/server --port {port}' --head 'new/server --port {port}' --ready /health
            """,
        exitCodes: [
            .success, .internalError, .regression, .inconclusive, .testFailed, .missing, .usage, .interrupted,
        ]
    )

    private let options: GateOptions
    private let outputs: VerdictOutputs
    private let history: JudgedHistory

    init(_ arguments: inout Arguments) {
        options = GateOptions(&arguments)
        outputs = VerdictOutputs(&arguments)
        history = JudgedHistory(&arguments)
    }

    func run() async throws -> ExitCode {
        var flagged: [Verdict] = []
        if let confirm = options.confirm {
            do throws(BaselineError) {
                flagged = try VerdictFile.read(URL(fileURLWithPath: confirm)).filter { $0.outcome == .fail }
            } catch {
                throw CommandFailure(.missing, error.description)
            }
            guard !flagged.isEmpty else {
                print("\(confirm) flags nothing, so there is nothing to confirm")
                return .success
            }
        }
        let folder = try folder()
        if options.resume == nil {
            try SessionFile(options).write(to: folder)
        } else {
            try SessionFile(options).check(against: folder)
        }
        try await build()
        let wish = StopWish()
        try wish.listen()
        defer { wish.end() }
        let checkout = try await BaseCheckout.make(options, in: folder)
        do {
            let code = try await judge(folder, flagged, checkout, wish)
            await checkout?.remove()
            return code
        } catch {
            await checkout?.remove()
            throw error
        }
    }

    private func build() async throws {
        guard !options.skipsBuild else { return }
        let words = TierRun(tier: .load, isRelease: !options.isDebug, packagePath: options.packagePath).build
        let built = try await ForegroundProcess.run(words, adding: [:])
        guard built == 0 else {
            throw CommandFailure(
                .internalError, "the suites don't build: `\(words.joined(separator: " "))` exited with \(built)")
        }
    }

    private func judge(_ folder: URL, _ flagged: [Verdict], _ checkout: BaseCheckout?, _ wish: StopWish)
        async throws -> ExitCode
    {
        var session = PairedSession(
            options: options, folder: folder, flagged: flagged,
            load: SuiteLoad(options: options, flagged: flagged.map(\.suite)), wish: wish)
        session.checkout = checkout
        if options.resume != nil { try session.resume() }
        let verdicts: [Verdict]
        let isInterrupted: Bool
        do {
            (verdicts, isInterrupted) = try await session.run { LiveLine.print($0) }
        } catch let failure as CommandFailure where !session.blocks.isEmpty {
            throw CommandFailure(
                failure.code,
                "\(failure.description)\nwhat was measured is kept; go on with the same options and --resume \(folder.path)"
            )
        }
        let code = try outputs.finish(verdicts, defaultVerdict: folder.appendingPathComponent("verdict.json"))
        guard !isInterrupted else {
            print("interrupted; go on with the same options and --resume \(folder.path)")
            return .interrupted
        }
        history.append(verdicts.map { entry($0, folder) })
        return code
    }

    /// Returns what the history keeps: the levels of the head.
    private func entry(_ verdict: Verdict, _ folder: URL) -> HistoryEntry {
        let values = verdict.metrics.compactMap { one -> HistoryEntry.Value? in
            guard let metric = Metric(one.metric), let value = one.change?.head ?? one.counts?.head.share else {
                return nil
            }
            return HistoryEntry.Value(metric: metric, value: value)
        }
        let environment = ProcessInfo.processInfo.environment
        return HistoryEntry(
            id: folder.lastPathComponent, moment: Date(), suite: verdict.suite, mode: verdict.mode,
            outcome: verdict.outcome, isValid: verdict.blocks > 0,
            runnerClass: environment["PLIMSOLL_RUNNER_CLASS"] ?? "unclassified",
            workload: "paired, \(options.slices) × \(options.slice)", commit: SourceState.current.commit, values: values
        )
    }

    private func folder() throws -> URL {
        if let resume = options.resume { return URL(fileURLWithPath: resume) }
        let folder = URL(fileURLWithPath: options.out ?? ".plimsoll/gate/\(ResultsFolder.stamp(Date()))")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.internalError, "\(folder.path) can't be made: \(error.localizedDescription)")
        }
        return folder
    }
}
