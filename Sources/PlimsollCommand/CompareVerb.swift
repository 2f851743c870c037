import Foundation
import Gate
import Results

/// Holds stored runs against the committed baselines.
struct CompareVerb: Verb {
    static let usage = Usage(
        name: "compare",
        summary: "Judge stored runs against the committed baselines",
        positionals: "[<results> …]",
        options: [
            .value("--baselines", "<folder>", "the folder of baselines (default baselines)"),
            .flag("--strict", "another machine than the baseline's is a mismatch (code 5), not only inconclusive"),
            JudgedHistory.option,
        ] + VerdictOutputs.options,
        discussion: """
            Each run is judged against baselines/<runner class>/<suite>.json; several runs of a suite count as so many jobs.
            It takes 5 committed runs to judge, and 10 to fail unless the jobs differ by 2 % or less.
            Without a path the last run in .plimsoll/results is judged.
            """,
        exitCodes: [.success, .internalError, .regression, .inconclusive, .testFailed, .missing, .usage]
    )

    private let paths: [String]
    private let baselines: String
    private let isStrict: Bool
    private let history: JudgedHistory
    private let outputs: VerdictOutputs

    init(_ arguments: inout Arguments) {
        paths = arguments.positionals
        baselines = arguments.text("--baselines") ?? "baselines"
        isStrict = arguments.flag("--strict")
        history = JudgedHistory(&arguments)
        outputs = VerdictOutputs(&arguments)
    }

    func run() async throws -> ExitCode {
        let store = BaselineStore(root: URL(fileURLWithPath: baselines))
        let suites = try JudgedRuns.bySuite(JudgedRuns.read(paths))
        let verdicts = suites.map { suite, runs in
            do throws(BaselineError) {
                let baseline = try store.load(runnerClass: runs[0].fingerprint.runnerClass, suite: suite)
                return BaselineComparison(baseline: baseline, runs: runs).verdict(isStrict: isStrict)
            } catch {
                var verdict = Verdict(suite: suite, mode: .committed, outcome: .inconclusive)
                verdict.mismatches = error.faults.map { "\(error.file): \($0)" }
                return verdict
            }
        }
        history.append(
            zip(suites, verdicts).flatMap { suite, verdict in suite.runs.map { HistoryEntry($0, judged: verdict) } })
        return try outputs.finish(verdicts)
    }
}
