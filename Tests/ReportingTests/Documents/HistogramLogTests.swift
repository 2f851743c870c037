import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

/// The log against another implementation of the format: PyPI's hdrhistogram has read Fixtures/example.hlog, and what it found stands in
/// Fixtures/example.hlog.json; see Fixtures/hlog-reading.py.
@Suite struct HistogramLogTests {
    /// What the other implementation read.
    private struct Reading: Decodable {
        let startS: Double
        let lines: [Line]
    }

    private struct Line: Decodable {
        let tag: String
        let startMs, endMs: Double
        let count, min, max: Int64
        let mean: Double
        /// The highest value that each counter stands for, and its count.
        let values: [[Int64]]
    }

    private static func fixture(_ name: String) throws -> Data {
        try Data(contentsOf: try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil)))
    }

    private let run: StoredRun

    init() throws {
        run = try ExampleRuns.shop(length: 6, endpoints: Array(ExampleRuns.shopEndpoints.prefix(2)), perSecond: 5)
    }

    @Test func theLogIsTheOneThatTheOtherImplementationRead() throws {
        let text = try HistogramLog.text(run)
        // For whoever changes the log: written anew here, read anew by the script.
        if let path = ProcessInfo.processInfo.environment["PLIMSOLL_WRITE_LOG"] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try text == String(decoding: Self.fixture("example.hlog"), as: UTF8.self))
    }

    @Test func theOtherImplementationFindsWhatWasMeasured() throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let reading = try decoder.decode(Reading.self, from: try Self.fixture("example.hlog.json"))
        #expect(reading.startS == run.description.started.timeIntervalSince1970)
        var expected: [(tag: String, second: Int, times: Histogram)] = []
        try run.report.forEachSlices { slices in
            // The first second is warm-up, which figures leave out.
            expected += slices.slices.filter { $0.phase != 0 }.map {
                (HistogramLog.tag($0.endpoint.name), $0.second, $0.tally.response)
            }
            expected += slices.seconds.filter { $0.phase != 0 }.flatMap { second in
                second.timings.map { ($0.key, second.second, $0.value) }
            }
        }
        #expect(reading.lines.map(\.tag) == expected.map(\.tag))
        for (line, (tag, second, times)) in zip(reading.lines, expected) {
            #expect(line.startMs == (reading.startS + Double(second)) * 1_000, "\(tag)")
            #expect(line.endMs == line.startMs + 1_000, "\(tag)")
            #expect(line.count == times.count && line.min == times.min && line.max == times.max, "\(tag) at \(second)")
            #expect(try abs(line.mean - #require(times.mean)) < 1, "\(tag) at \(second)")
            #expect(line.values == times.buckets.map { [$0.high, $0.count] }, "\(tag) at \(second)")
        }
    }
}
