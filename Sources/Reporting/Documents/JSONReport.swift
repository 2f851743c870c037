internal import Foundation
internal import Results

/// The figures as a document.
enum JSONReport {
    static func text(_ run: StoredRun) throws -> String {
        let document = ReportDocument(run.report, run: run.description, complete: run.isComplete)
        return String(decoding: try ResultsCoding.pretty().encode(document), as: UTF8.self) + "\n"
    }
}
