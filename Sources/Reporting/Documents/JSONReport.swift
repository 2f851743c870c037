internal import Foundation
internal import Results

/// The figures as a document.
enum JSONReport {
    static func text(_ run: StoredRun) throws -> String {
        let document = Document(
            report: ReportDocument(run.report, run: run.description, complete: run.isComplete),
            scaling: try run.folders.first?.scaling())
        return String(decoding: try ResultsCoding.pretty().encode(document), as: UTF8.self) + "\n"
    }

    /// The figures, with what the cluster did under `scaling` if it was observed.
    private struct Document: Encodable {
        let report: ReportDocument
        let scaling: ScalingDocument?

        private enum CodingKeys: String, CodingKey { case scaling }

        func encode(to encoder: any Encoder) throws {
            try report.encode(to: encoder)
            guard let scaling else { return }
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(scaling, forKey: .scaling)
        }
    }
}
