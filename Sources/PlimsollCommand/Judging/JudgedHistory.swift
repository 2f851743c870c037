import Foundation
import Gate

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

    /// Appends runs; a history that can't be written is told and changes no verdict.
    func append(_ entries: [HistoryEntry]) {
        do throws(HistoryError) {
            try HistoryStore(path: path).append(entries)
        } catch {
            FileHandle.standardError.write(Data("the runs aren't in the history: \(error)\n".utf8))
        }
    }
}
