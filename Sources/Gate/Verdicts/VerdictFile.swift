package import Foundation
internal import Results

/// Reads and writes verdict.json.
package enum VerdictFile {
    /// What the file holds: the verdicts of the suites that were judged.
    package struct Contents: Sendable, Equatable, Codable {
        /// The schema of the file.
        package var schema = Verdict.currentSchema
        /// The verdicts.
        package var verdicts: [Verdict]
    }

    private struct Schema: Decodable {
        let schema: Int
    }

    /// Writes verdicts, sorted and readable.
    package static func write(_ verdicts: [Verdict], to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try OutputFile.write(encoder.encode(Contents(verdicts: verdicts)), to: url)
    }

    /// Reads verdicts; an error says in a sentence what is wrong with the file.
    package static func read(_ url: URL) throws(BaselineError) -> [Verdict] {
        if let obstacle = RegularFile.obstacle(at: url) {
            throw BaselineError(.malformed, file: url.path, faults: ["this is no verdict: \(obstacle)"])
        }
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw BaselineError(
                .missing, file: url.path, faults: ["the verdict can't be read; `plimsoll gate` writes it"])
        }
        do {
            // Before the rest, whose shape a later version may have changed.
            let schema = try JSONDecoder().decode(Schema.self, from: data).schema
            guard schema <= Verdict.currentSchema else {
                throw BaselineError(
                    .tooNew, file: url.path,
                    faults: [
                        "schema \(schema) is newer than this version reads (\(Verdict.currentSchema)); update plimsoll"
                    ])
            }
            let verdicts = try JSONDecoder().decode(Contents.self, from: data).verdicts
            let faults = verdicts.isEmpty ? ["there is no verdict in it"] : verdicts.flatMap(contradictions)
            guard faults.isEmpty else {
                throw BaselineError(
                    .malformed, file: url.path, faults: faults.map { "\($0); run `plimsoll gate` again" })
            }
            return verdicts
        } catch let error as BaselineError {
            throw error
        } catch {
            throw BaselineError(
                .malformed, file: url.path,
                faults: ["this isn't a verdict, or it is cut off; run `plimsoll gate` again"])
        }
    }

    /// Returns where a verdict doesn't follow from what it says of its metrics: then somebody has edited it.
    private static func contradictions(of verdict: Verdict) -> [String] {
        var faults: [String] = []
        let words = "the verdict of \(verdict.suite) is “\(verdict.outcome.rawValue)”"
        switch verdict.outcome {
        case .fail where verdict.gated(.fail).isEmpty: faults.append("\(words), and no gated metric of it fails")
        case .fail:
            for metric in verdict.gated(.fail) where Metric(metric.metric) == nil {
                faults.append("\(words), and its “\(metric.metric)” names no metric")
            }
        case .pass, .improved:
            for metric in verdict.gated(.fail) + verdict.gated(.inconclusive) {
                faults.append("\(words), and its \(metric.metric) is “\(metric.outcome.rawValue)”")
            }
            let obstacles = verdict.mismatches + verdict.testFailures
            if let obstacle = obstacles.first { faults.append("\(words), in spite of: \(obstacle)") }
        case .inconclusive: break
        }
        return faults
    }
}
