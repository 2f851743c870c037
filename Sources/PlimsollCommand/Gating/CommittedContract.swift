import Foundation
import Gate

/// What the committed baseline of a suite agrees on for a paired run: the contract, and regressions that this change accepts.
struct CommittedContract {
    /// The baseline's contract; nothing where there is no baseline.
    var contract: Contract?
    /// The regressions that are accepted with this change.
    var accepted: [AcceptedRegression] = []
    /// Why the baseline can't be used.
    var faults: [String] = []

    /// Reads the baseline of a suite for this class of runners.
    ///
    /// - Parameter base: the base's folder of baselines, where it was checked out. A regression that was accepted there has been merged:
    ///   the base has it already, and it excuses no second one.
    static func read(_ suite: String, from folder: URL, base: URL?) -> CommittedContract {
        let runnerClass = ProcessInfo.processInfo.environment["PLIMSOLL_RUNNER_CLASS"] ?? "unclassified"
        var result = CommittedContract()
        do throws(BaselineError) {
            let baseline = try BaselineStore(root: folder).load(runnerClass: runnerClass, suite: suite)
            result.contract = baseline.contract
            result.accepted = baseline.accepted
        } catch {
            // Without a file the usual contract holds; one that can't be read is nobody's contract.
            if error.code != .missing { result.faults = error.faults.map { "\(error.file): \($0)" } }
        }
        if let base, let old = try? BaselineStore(root: base).load(runnerClass: runnerClass, suite: suite) {
            result.accepted.removeAll { old.accepted.contains($0) }
        }
        return result
    }

    /// The sentences that tell a reader which regressions are excused.
    var notices: [String] {
        accepted.map { "\($0.metric) may be up to \(Percent.plain($0.upTo)) worse, as accepted: \($0.why)" }
    }
}
