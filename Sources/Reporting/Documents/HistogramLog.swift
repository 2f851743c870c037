internal import Foundation
internal import Measurement
internal import Results

/// An HdrHistogram log, version 1.3: a line per second and endpoint, the endpoint as its tag, values in nanoseconds. Timings of
/// the suite's own are lines, too, with their names as tags; counters and gauges are no histograms and stand in comments at the head.
enum HistogramLog {
    static func text(_ run: StoredRun) throws -> String {
        let started = run.description.started.timeIntervalSince1970
        var text = "#[Histogram log format version 1.3]\n"
        text +=
            "#[StartTime: \(started.fixed(3)) (seconds since epoch), \(run.description.started.formatted(.iso8601))]\n"
        for metric in run.report.metrics where metric.kind != .timing {
            text += "#[\(metric.kind?.rawValue ?? "") \(metric.name.harmless): \(metric.words)]\n"
        }
        text += "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
        let phases = run.report.includedPhases
        try run.report.forEachSlices { slices in
            for slice in slices.slices where phases.contains(slice.phase) && slice.tally.response.count > 0 {
                text += line(slice.endpoint.name, slice.second, slice.tally.response)
            }
            for second in slices.seconds where phases.contains(second.phase) {
                for (name, timing) in second.timings.sorted(by: { $0.key < $1.key }) {
                    text += line(name, second.second, timing)
                }
            }
        }
        return text
    }

    private static func line(_ name: String, _ second: Int, _ times: Histogram) -> String {
        // The greatest value in milliseconds, as the format's own writers have it.
        let greatest = Double(times.max ?? 0) / 1e6
        return "Tag=\(tag(name)),\(second).000,1.000,\(greatest.fixed(3)),\(times.base64)\n"
    }

    /// A tag can't hold commas, spaces or line breaks, nor be empty.
    static func tag(_ name: String) -> String {
        guard !name.isEmpty else { return "(unnamed)" }
        // Scalar by scalar: a comma with an accent on it is another character to Swift, and a comma to whoever reads the log.
        return name.harmless.unicodeScalars.reduce(into: "") { tag, scalar in
            tag.unicodeScalars.append(scalar == "," || scalar.properties.isWhitespace ? "_" : scalar)
        }
    }
}
