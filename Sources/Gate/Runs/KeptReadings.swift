internal import Foundation
package import Results

/// What a comparison has read off a run's slices, kept beside them as `readings.json`: an hour of a hundred endpoints takes
/// seconds to read, and a suite that judges itself has just done so.
///
/// It is only believed as long as the slices and events have the sizes that they had, and for the same way of reading.
package struct KeptReadings: Codable, Equatable {
    /// Counts up when metrics or rules of validity are read off otherwise.
    static let currentVersion = 1

    private var version = currentVersion
    private var sizes: [String: Int]
    private var side: BlockRecord.SideRecord

    private static func url(_ folder: ResultsFolder) -> URL { folder.url.appendingPathComponent("readings.json") }

    private static func sizes(_ folder: ResultsFolder) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for file in [folder.run, folder.slices, folder.events, folder.report] {
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
            sizes[file.lastPathComponent] = (attributes?[.size] as? NSNumber)?.intValue ?? -1
        }
        return sizes
    }

    /// Returns what was kept of a run; nothing when there is none, or when the run's files have changed.
    static func read(_ folder: ResultsFolder) -> Repetition? {
        guard let data = try? Data(contentsOf: url(folder)),
            let kept = try? JSONDecoder().decode(KeptReadings.self, from: data),
            kept.version == currentVersion, kept.sizes == sizes(folder)
        else { return nil }
        return kept.side.repetition
    }

    /// Keeps what was read; a folder that can't be written is read again the next time.
    static func keep(_ repetition: Repetition, in folder: ResultsFolder) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let kept = KeptReadings(sizes: sizes(folder), side: BlockRecord.SideRecord(repetition))
        try? encoder.encode(kept).write(to: url(folder), options: .atomic)
    }

    /// Forgets what was kept of a run, so that it is read anew.
    package static func forget(_ folder: ResultsFolder) { try? FileManager.default.removeItem(at: url(folder)) }
}
