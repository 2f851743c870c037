import Foundation
import Gate
import Results

/// The history that a judging verb appends to.
struct JudgedHistory: Sendable {
    /// The option that names it.
    static let option = Usage.Option.value(
        "--history", "<file>", "the history of judged runs (default PLIMSOLL_HISTORY, or .plimsoll/history.sqlite)")

    /// The database.
    let path: String

    init(_ arguments: inout Arguments) {
        let variable = ProcessInfo.processInfo.environment["PLIMSOLL_HISTORY"].flatMap { $0.isEmpty ? nil : $0 }
        path = arguments.text("--history") ?? variable ?? HistoryStore.defaultPath
    }

    /// Returns the gated metrics over the judged runs of a run's suite, where they can be compared with it; a history that
    /// can't be read is told, and its plots are left out.
    func series(of run: StoredRun) -> [HistorySeries] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let description = run.description
        let suite = CandidateRun.suiteName(suite: description.suite ?? description.scenario, test: description.test)
        do throws(HistoryError) {
            return try HistoryStore(path: path).gated(suite: suite).filter {
                $0.runnerClass == description.fingerprint.runnerClass && $0.workload == description.workloadHash
            }
        } catch {
            FileHandle.standardError.write(Data("the history isn't in the report: \(error)\n".utf8))
            return []
        }
    }

    /// Appends runs; a history that can't be written is told and changes no verdict.
    func append(_ entries: [HistoryEntry]) {
        do throws(HistoryError) {
            try HistoryStore(path: path).append(entries)
        } catch {
            FileHandle.standardError.write(Data("the runs aren't in the history: \(error)\n".utf8))
        }
    }
}
