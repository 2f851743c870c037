package import Foundation

extension ResultsFolder {
    /// The file an observation of the cluster leaves, `timeline.json`.
    package var timeline: URL { url.appendingPathComponent("timeline.json") }

    /// Reads what the cluster did beside the run; nil when it wasn't observed.
    package func scaling() throws(ResultsError) -> ScalingDocument? {
        guard FileManager.default.fileExists(atPath: timeline.path) else { return nil }
        do {
            return try ResultsCoding.decoder().decode(ScalingDocument.self, from: Data(contentsOf: timeline))
        } catch {
            throw ResultsError(
                .malformed, "\(timeline.path) isn't a timeline of a cluster: \(ResultsCoding.explain(error))")
        }
    }

    /// Keeps what the cluster did beside the run.
    package func keep(_ scaling: ScalingDocument) throws {
        try ResultsCoding.pretty().encode(scaling).write(to: timeline)
    }
}
