import Cluster
import Foundation
import Measurement
import Results

/// The files that a timeline leaves in a run's results: its changes among the events, the whole of it as a document.
struct TimelineFiles {
    /// The run's results folder.
    let folder: URL

    /// Writes `timeline.json`, and appends a line for each change to `events.jsonl`.
    func write(_ timeline: ScalingTimeline) throws {
        try ResultsFolder(url: folder).keep(TimelineDocument.document(of: timeline))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Data()
        for event in Self.events(of: timeline) {
            lines.append(try encoder.encode(event))
            lines.append(UInt8(ascii: "\n"))
        }
        let file = ResultsFolder(url: folder).events
        if !FileManager.default.fileExists(atPath: file.path) {
            try Data().write(to: file)
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: lines)
    }

    /// The changes as events of the kind `scaling`, in the order of time.
    static func events(of timeline: ScalingTimeline) -> [Event] {
        timeline.record.entries.sorted { $0.at < $1.at }.map { entry in
            Event(
                second: (entry.at - timeline.zero).seconds, kind: "scaling", message: entry.text,
                fields: ["subject": .text(entry.subject.rawValue)])
        }
    }
}
