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
    /// What a reader should know of how it was read.
    private var remarks: [String] = []

    /// What is known of the baselines that the base has.
    enum Base {
        /// The base isn't checked out.
        case unknown
        /// Its folder of baselines; nothing where the head's lies outside of the repository, so that the base has none of its own.
        case folder(URL?)
    }

    /// Reads the baseline of a suite for this class of runners.
    ///
    /// - Parameter base: the base's folder of baselines, where it was checked out. A regression that was accepted there has been merged:
    ///   the base has it already, and it excuses no second one.
    static func read(_ suite: String, from folder: URL, base: Base) -> CommittedContract {
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
        switch base {
        case .unknown: break
        case .folder(let base?):
            if let old = try? BaselineStore(root: base).load(runnerClass: runnerClass, suite: suite) {
                result.accepted.removeAll { old.accepted.contains($0) }
            }
        case .folder(nil) where !result.accepted.isEmpty:
            // One of them may have been merged long ago.
            result.accepted = []
            result.remarks.append(
                "no accepted regression is excused: \(folder.path) lies outside of the repository, so that nobody knows which of them the base has"
            )
        case .folder(nil): break
        }
        return result
    }

    /// The sentences that tell a reader which regressions are excused.
    var notices: [String] {
        remarks + accepted.map { "\($0.metric) may be up to \(Percent.plain($0.upTo)) worse, as accepted: \($0.why)" }
    }
}
