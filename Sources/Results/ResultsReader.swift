internal import Foundation
package import Measurement

/// Reads results: a whole run, several merged, or only their slices.
package enum ResultsReader {
    /// Reads a run, whether it came to its end or was killed.
    package static func read(_ folder: ResultsFolder) throws -> StoredRun {
        try read(merging: [folder])
    }

    /// Reads the runs of several workers or shards as one. Nothing is lost: slices are additive.
    package static func read(merging folders: [ResultsFolder]) throws -> StoredRun {
        guard let first = folders.first else { throw ResultsError(.notReadable, "no results folder was given") }
        let description = try first.description()
        for other in folders.dropFirst() {
            let another = try other.description()
            let difference =
                another.phases != description.phases
                ? "other phases" : another.title != description.title ? "another title, “\(another.title)”," : nil
            if let difference {
                throw ResultsError(
                    .notMergeable,
                    "\(other.url.path) has \(difference) than \(first.url.path): only parts of one run can be merged")
            }
        }
        var totals = RunTotals(phases: description.phaseMarks)
        var events: [Event] = []
        let source = FolderSlices(folders: folders)
        try source.forEach { totals.add($0) }
        for folder in folders { events += try self.events(of: folder) }
        events.sort { $0.second < $1.second }
        for event in events where event.kind == Event.warningKind { totals.warn(event.message) }
        let ends = folders.map { end(of: $0) }
        let duration = Duration.nanoseconds(
            ends.compactMap(\.?.durationNs).max() ?? Int64(totals.lastSecond + 1) * 1_000_000_000)
        let complete = ends.allSatisfy { $0 != nil }
        if !complete {
            totals.warn("the run didn't come to its end: this is what it left, up to its last whole second")
            for (folder, end) in zip(folders, ends)
            where end == nil && FileManager.default.fileExists(atPath: folder.report.path) {
                totals.warn("\(folder.report.path) is there, but can't be read as the report that ends a run")
            }
        }
        func report(_ invalid: [InvalidReason]) -> RunReport {
            RunReport(
                totals: totals, duration: duration, started: description.started, seed: description.seed,
                results: first.url, source: source, rules: description.rules,
                invalid: invalid)
        }
        let invalid = invalidReasons(in: events)
        var whole = report(invalid)
        if let missing = loss(whole, ends) { whole = report(invalid + [missing]) }
        return StoredRun(
            description: description, report: whole, events: events, isComplete: complete, folders: folders)
    }

    /// What is missing of slices whose runs came to their end: they have been cut off since, by half a copy for one.
    private static func loss(_ report: RunReport, _ ends: [End?]) -> InvalidReason? {
        func loss(_ what: String, _ kept: Int, _ told: [Int]) -> InvalidReason? {
            let sum = told.reduce(0, +)
            guard told.count == ends.count, sum != kept else { return nil }
            return InvalidReason(
                "the slices hold \(kept.grouped) \(what), and the run's own report tells of \(sum.grouped)",
                remedy: "copy the run's whole folder again")
        }
        return loss("requests", report.requests, ends.compactMap { $0?.totals?.requests })
            ?? loss("iterations", report.iterations, ends.compactMap { $0?.iterations?.finished })
    }

    /// The events of a run.
    package static func events(of folder: ResultsFolder) throws -> [Event] {
        let decoder = ResultsCoding.decoder()
        var events: [Event] = []
        guard FileManager.default.fileExists(atPath: folder.events.path) else {
            throw ResultsError(
                .notReadable,
                "\(folder.events.path) is missing, which tells of limits and of whether the run was valid: copy the whole folder"
            )
        }
        var number = 0
        try LineFile.forEachLine(of: folder.events) { line in
            number += 1
            do {
                events.append(try decoder.decode(Event.self, from: Data(line)))
            } catch {
                throw ResultsError(.malformed, "\(folder.events.path), line \(number): \(ResultsCoding.explain(error))")
            }
        }
        return events
    }

    /// Whether a run came to its end; a killed one left no `report.json`.
    package static func isComplete(_ folder: ResultsFolder) -> Bool { end(of: folder) != nil }

    /// The reasons among a run's events why its figures can't be believed.
    package static func invalidReasons(in events: [Event]) -> [InvalidReason] {
        events.filter { $0.kind == Event.invalidKind }.map {
            InvalidReason($0.message, remedy: $0.fields["remedy"]?.description ?? "")
        }
    }

    /// What `report.json` tells beyond the slices.
    private struct End: Decodable {
        struct Totals: Decodable {
            let requests: Int
        }

        struct Iterations: Decodable {
            let finished: Int
        }

        let durationNs: Int64
        let totals: Totals?
        let iterations: Iterations?

        enum CodingKeys: String, CodingKey {
            case durationNs = "duration_ns"
            case totals, iterations
        }
    }

    /// How the run ended, from `report.json`; nil when it was killed.
    private static func end(of folder: ResultsFolder) -> End? {
        guard let data = try? RegularFile.contents(of: folder.report) else { return nil }
        return try? ResultsCoding.decoder().decode(End.self, from: data)
    }
}
