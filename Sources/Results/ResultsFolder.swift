package import Foundation
internal import Measurement

/// The folder of a run's results, `.plimsoll/results/<time>-<id>/`.
///
/// | file | holds | written |
/// |---|---|---|
/// | `run.json` | what was run, where, fingerprint, workload hash | before the load starts |
/// | `slices.jsonl` | a line per second and endpoint and one per second of the run, histograms in HdrHistogram V2 base64 | every second |
/// | `events.jsonl` | a line per event: warnings, guards, scaling, first errors | as they happen |
/// | `report.json` | the figures | at the end |
/// | `timeline.json` | what the cluster did, if it was observed | when it has settled |
///
/// Only appended to until the last file, so that a killed run keeps all but its last second: everything can be computed again from
/// `run.json` and `slices.jsonl`. Keys carry their units.
package struct ResultsFolder: Sendable, Hashable {
    /// Where it is.
    package let url: URL

    /// Names a folder that is there.
    package init(url: URL) {
        self.url = url
    }

    /// Where results go when nothing else is said.
    package static let defaultRoot = ".plimsoll/results"

    package var run: URL { url.appendingPathComponent("run.json") }
    package var slices: URL { url.appendingPathComponent("slices.jsonl") }
    package var events: URL { url.appendingPathComponent("events.jsonl") }
    package var report: URL { url.appendingPathComponent("report.json") }

    /// Makes the folder of a run and writes `run.json`, so that a folder that can't be written is known before the load starts.
    package static func create(root: URL, run: RunDescription) throws(ResultsError) -> ResultsFolder {
        let folder = ResultsFolder(
            url: root.appendingPathComponent("\(stamp(run.started))-\(run.id)", isDirectory: true))
        do {
            try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
            try ResultsCoding.pretty().encode(run).write(to: folder.run)
            for file in [folder.slices, folder.events] { try Data().write(to: file) }
        } catch {
            // Half a folder would be the newest run, and nothing could be read from it.
            try? FileManager.default.removeItem(at: folder.url)
            throw ResultsError(
                .notWritable,
                "the results folder \(folder.url.path) can't be written (\(reason(error))): make it writable, or name another in PLIMSOLL_RESULTS"
            )
        }
        return folder
    }

    /// The folders under a root that hold a run, the newest first.
    package static func list(root: URL) -> [ResultsFolder] {
        let found = (try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)) ?? []
        return found.map(ResultsFolder.init(url:))
            .filter { FileManager.default.fileExists(atPath: $0.run.path) }
            .sorted { $0.url.lastPathComponent > $1.url.lastPathComponent }
    }

    /// Reads `run.json`.
    package func description() throws(ResultsError) -> RunDescription {
        let data: Data
        if let obstacle = RegularFile.obstacle(at: run) {
            throw ResultsError(.notReadable, "\(url.path) holds no run: \(run.path) can't be read: \(obstacle)")
        }
        do {
            data = try Data(contentsOf: run)
        } catch {
            throw ResultsError(
                .notReadable, "\(url.path) holds no run: \(run.path) can't be read (\(Self.reason(error)))")
        }
        do {
            let decoder = ResultsCoding.decoder()
            // First, since a newer schema may lack what this version looks for.
            let schema = try decoder.decode(Version.self, from: data).schema
            guard schema <= RunDescription.currentSchema else {
                throw ResultsError(
                    .malformed,
                    "\(run.path) has schema \(schema), this version reads up to \(RunDescription.currentSchema); update plimsoll"
                )
            }
            guard schema > 0 else {
                throw ResultsError(.malformed, "\(run.path) has schema \(schema), which there never was")
            }
            return try decoder.decode(RunDescription.self, from: data)
        } catch let error as ResultsError {
            throw error
        } catch {
            throw ResultsError(.malformed, "\(run.path) isn't a run's description: \(ResultsCoding.explain(error))")
        }
    }

    /// What every version of `run.json` has.
    private struct Version: Decodable {
        let schema: Int
    }

    /// The time in UTC, so that names sort by it.
    package static func stamp(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd-HHmmss"
        return formatter.string(from: date)
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        return (underlying ?? error).localizedDescription
    }
}
