package import Foundation

extension ResultsFolder {
    /// The file an observation of the cluster leaves, `timeline.json`.
    package var timeline: URL { url.appendingPathComponent("timeline.json") }

    /// Reads what the cluster did beside the run; nil when it wasn't observed.
    package func scaling() throws(ResultsError) -> ScalingDocument? {
        guard FileManager.default.fileExists(atPath: timeline.path) else { return nil }
        let data = try RegularFile.contents(of: timeline)
        do {
            let scaling = try ResultsCoding.decoder().decode(ScalingDocument.self, from: data)
            // Beyond years it isn't a moment of a run, and no duration could hold it.
            if let second = scaling.moments.first(where: { $0.magnitude > 1e9 }) {
                throw ResultsError(.malformed, "second \(second) isn't in the run")
            }
            return scaling
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
