import Foundation
import Gate
import Load
import Reporting
import Results

/// Holds a run of a load, stress or soak suite against the committed baseline of its suite, as `plimsoll compare` does.
///
/// | variable | meaning |
/// |---|---|
/// | `PLIMSOLL_BASELINES` | the folder of baselines; `baselines` by default, `off` for no comparison |
/// | `PLIMSOLL_HISTORY` | the history of judged runs; `.plimsoll/history.sqlite` by default, `off` for none |
struct BaselineJudgement: Sendable {
    /// Something to be told on the test.
    struct Finding: Equatable {
        /// Whether it fails the test; otherwise it is a warning.
        let isFailure: Bool
        /// What was found, and what to do about it.
        let sentence: String
    }

    /// The committed baselines; nothing where none are wanted.
    let store: BaselineStore?
    /// The history's database; nothing where none is wanted.
    let history: String?

    init(environment: [String: String]) {
        func path(_ name: String, _ usual: String) -> String? {
            let given = environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? usual
            return given == "off" ? nil : given
        }
        store = path("PLIMSOLL_BASELINES", "baselines").map { BaselineStore(root: URL(fileURLWithPath: $0)) }
        history = path("PLIMSOLL_HISTORY", HistoryStore.defaultPath)
    }

    /// Judges a stored run; nothing for a smoke suite, whose few samples say nothing about a change of ten percent.
    func judge(_ run: StoredRun) throws -> (verdict: Verdict, run: CandidateRun)? {
        let tier = run.description.labels["tier"].flatMap(Tier.init(rawValue:))
        guard let store, let tier, tier != .smoke, let folder = run.folders.first else { return nil }
        let candidate = try CandidateRun.read(folder)
        let suite = CandidateRun.suiteName(suite: candidate.suite, test: candidate.test)
        do throws(BaselineError) {
            let baseline = try store.load(runnerClass: candidate.fingerprint.runnerClass, suite: suite)
            return (BaselineComparison(baseline: baseline, runs: [candidate]).verdict(), candidate)
        } catch {
            var verdict = Verdict(suite: suite, mode: .committed, outcome: .inconclusive)
            verdict.mismatches = error.faults.map { "\(error.file): \($0)" }
            return (verdict, candidate)
        }
    }

    /// Returns what a verdict tells: a proven regression fails, and whatever keeps the gate from deciding is a warning.
    static func findings(_ verdict: Verdict) -> [Finding] {
        if verdict.outcome == .fail {
            return verdict.gated(.fail).map { metric in
                Finding(
                    isFailure: true,
                    sentence: "regression: \(metric.metric) \(metric.sentence) – if it was intended: "
                        + "plimsoll baseline accept --suite '\(verdict.suite)' --metric '\(metric.metric)' --why '…'")
            }
        }
        guard verdict.outcome == .inconclusive else { return [] }
        let reasons = verdict.mismatches + verdict.faults
        let unsettled = verdict.gated(.inconclusive).map { "\($0.metric) \($0.sentence)" }
        return (reasons.isEmpty ? unsettled : reasons).map {
            Finding(isFailure: false, sentence: "not compared with the baseline: \($0)")
        }
    }

    /// Keeps a judged run in the history; what is wrong with the history is a warning.
    func keep(_ run: CandidateRun, _ verdict: Verdict) -> Finding? {
        guard let history else { return nil }
        do throws(HistoryError) {
            try HistoryStore(path: history).append([HistoryEntry(run, judged: verdict)])
            return nil
        } catch {
            return Finding(isFailure: false, sentence: "the run isn't in the history: \(error)")
        }
    }
}
