import Foundation
import Gate
import Measurement
import Results

/// Proposes baselines from stored runs, and writes them.
struct BaselineUpdateVerb: Verb {
    static let usage = Usage(
        name: "baseline update",
        summary: "Make or renew baselines from stored runs, after printing what changes",
        options: [
            .values("--from", "<results>", "a run's folder, or a folder of runs"),
            .value("--baselines", "<folder>", "the folder of baselines (default baselines)"),
            .flag("--dry-run", "print what would change, and write nothing"),
            .flag("--force", "write even from invalid or debug runs, or from a dirty work tree"),
            .value("--anchor", "<ref>", "the release that nightly runs are compared with"),
        ],
        discussion: """
            New runs are added to the last 20. Where a level has changed – an improvement, or a regression that was accepted –
            the old runs of that metric make room. A regression that wasn't accepted is refused.
            """,
        exitCodes: [.success, .inconclusive, .missing, .usage]
    )

    private let from: [String]
    private let baselines: String
    private let isDryRun: Bool
    private let isForced: Bool
    private let anchor: String?

    init(_ arguments: inout Arguments) {
        from = arguments.texts("--from")
        baselines = arguments.text("--baselines") ?? "baselines"
        isDryRun = arguments.flag("--dry-run")
        isForced = arguments.flag("--force")
        anchor = arguments.text("--anchor")
    }

    func run() async throws -> ExitCode {
        let store = BaselineStore(root: URL(fileURLWithPath: baselines))
        var refused = false
        for (suite, runs) in JudgedRuns.bySuite(try JudgedRuns.read(from)) {
            let update = BaselineUpdate(
                current: try current(store, suite, runs[runs.count - 1]), runs: runs, suite: suite)
            print("\(suite) on \(update.baseline.runnerClass), from \(runs.count.counted("run"))")
            print(BaselineTable.of(update))
            for refusal in update.refusals { print("  ! \(refusal)") }
            if !update.refusals.isEmpty, !isForced {
                print("  nothing is written; --force does it all the same")
                refused = true
                continue
            }
            if isDryRun { continue }
            var baseline = update.baseline
            if let anchor { baseline.anchor = anchor }
            do throws(BaselineError) {
                print("  written to \(try store.save(baseline).path)")
            } catch {
                throw CommandFailure(.internalError, error.description)
            }
        }
        return refused ? .inconclusive : .success
    }

    /// Returns the baseline that is there; a file that can't be read isn't overwritten unless that is forced.
    private func current(_ store: BaselineStore, _ suite: String, _ run: CandidateRun) throws -> Baseline? {
        do throws(BaselineError) {
            return try store.load(runnerClass: run.fingerprint.runnerClass, suite: suite)
        } catch {
            if error.code == .missing || isForced { return nil }
            throw CommandFailure(.missing, error.description)
        }
    }
}
