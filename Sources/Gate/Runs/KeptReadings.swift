internal import Foundation
package import Results

/// What a comparison has read off a run's slices, kept beside them as `readings.json`: an hour of a hundred endpoints takes
/// seconds to read, and a suite that judges itself has just done so.
///
/// It is only believed as long as the files' bytes are those that were read, and for the same way of reading.
package struct KeptReadings: Codable, Equatable {
    /// Counts up when metrics or rules of validity are read off otherwise.
    static let currentVersion = 3

    private var version = currentVersion
    private var sums: [String: String]
    private var side: BlockRecord.SideRecord
    /// The sum of what was read, so that a file that was edited itself isn't believed.
    private var check: String

    private static func url(_ folder: ResultsFolder) -> URL { folder.url.appendingPathComponent("readings.json") }

    /// Returns the sums of a run's smaller files by their names, so that an edited file is read anew.
    static func sums(of folder: ResultsFolder) -> [String: String] {
        var sums: [String: String] = [:]
        for file in [folder.run, folder.events, folder.report] {
            sums[file.lastPathComponent] = FileSum.of(file) ?? "none"
        }
        return sums
    }

    /// Returns what was kept of a run; nothing when there is none, or when the run's files have other sums.
    ///
    /// - Parameter sums: the sums of the smaller files. The slices are looked at only where something was kept.
    static func read(_ folder: ResultsFolder, _ sums: [String: String]) -> Repetition? {
        guard let data = try? RegularFile.contents(of: url(folder)),
            let kept = try? JSONDecoder().decode(KeptReadings.self, from: data),
            kept.version == currentVersion, kept.check == sum(of: kept.side),
            kept.sums == all(sums, FileSum.of(folder.slices) ?? "none", folder)
        else { return nil }
        return kept.side.repetition
    }

    private static func all(_ sums: [String: String], _ slices: String, _ folder: ResultsFolder) -> [String: String] {
        sums.merging([folder.slices.lastPathComponent: slices]) { $1 }
    }

    /// Keeps what was read; a folder that can't be written is read again the next time.
    ///
    /// - Parameters:
    ///   - sums: the smaller files' sums from before they were read, so that what is appended meanwhile makes it read anew.
    ///   - slices: the sum of those bytes of the slices that were read.
    static func keep(_ repetition: Repetition, in folder: ResultsFolder, _ sums: [String: String], slices: FileSum) {
        let sums = all(sums, slices.text, folder)
        let side = BlockRecord.SideRecord(repetition)
        guard let check = sum(of: side) else { return }
        let kept = KeptReadings(sums: sums, side: side, check: check)
        try? encoder.encode(kept).write(to: url(folder), options: .atomic)
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private static func sum(of side: BlockRecord.SideRecord) -> String? {
        (try? encoder.encode(side)).map { FileSum.of($0) }
    }

    /// Forgets what was kept of a run, so that it is read anew.
    package static func forget(_ folder: ResultsFolder) { try? FileManager.default.removeItem(at: url(folder)) }
}
