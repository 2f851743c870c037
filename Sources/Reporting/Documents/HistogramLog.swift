internal import Foundation
internal import Measurement
internal import Results

/// An HdrHistogram log, version 1.3: a line per second and endpoint, the endpoint as its tag, values in nanoseconds.
enum HistogramLog {
    static func text(_ run: StoredRun) throws -> String {
        let started = run.description.started.timeIntervalSince1970
        var text = "#[Histogram log format version 1.3]\n"
        text +=
            "#[StartTime: \(started.fixed(3)) (seconds since epoch), \(run.description.started.formatted(.iso8601))]\n"
        text += "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
        let phases = run.report.includedPhases
        try run.report.forEachSlices { slices in
            for slice in slices.slices where phases.contains(slice.phase) && slice.tally.response.count > 0 {
                let greatest = Double(slice.tally.response.max ?? 0) / 1e6
                text +=
                    "Tag=\(tag(slice.endpoint.name)),\(slice.second).000,1.000,\(greatest.fixed(3)),\(slice.tally.response.base64)\n"
            }
        }
        return text
    }

    /// A tag can't hold commas, spaces or line breaks.
    static func tag(_ name: String) -> String {
        String(name.harmless.map { $0 == "," || $0.isWhitespace ? "_" : $0 })
    }
}
