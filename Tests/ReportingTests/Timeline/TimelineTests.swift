import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

/// The seconds of a run, read in full and read briefly.
@Suite struct TimelineTests {
    /// A run that was stored, with failures of these kinds in its second endpoint.
    private func stored(_ kinds: [FailureKind], _ body: (StoredRun) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "timeline-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let example = try ExampleRuns.shop(length: 40)
        let folder = try ResultsFolder.create(root: root, run: example.description)
        let writer = try ResultsWriter(folder: folder)
        try example.report.forEachSlices { slices in
            var slices = slices
            for (place, kind) in kinds.enumerated() {
                let index = place % slices.slices.count
                slices.slices[index].tally.failures[kind, default: 0] += Int64(place + 1)
            }
            do { try writer.append(slices) } catch { Issue.record(error) }
        }
        try writer.finish(example.report)
        try body(try ResultsReader.read(folder))
    }

    private static let mixtures: [[FailureKind]] = [
        [], [.status], [.timeout], [.cancelled, .status], [.timeout, .status], [.check, .cancelled],
    ]

    @Test(arguments: mixtures)
    func aBriefReadingSaysTheSame(kinds: [FailureKind]) throws {
        try stored(kinds) { run in
            let whole = try Timeline(of: run)
            let brief = try Timeline(of: run, isBrief: true)
            #expect(whole.seconds == 0..<40)
            #expect(brief.seconds == whole.seconds)
            for second in whole.seconds {
                let (one, other) = (whole.point(second), brief.point(second))
                #expect(one.requests == other.requests && one.failures == other.failures, "\(second)")
                #expect(one.users == other.users && one.arrivals == other.arrivals, "\(second)")
                #expect(one.inFlight == other.inFlight && one.iterations == other.iterations, "\(second)")
                #expect(whole.histogram(second) == brief.histogram(second), "\(second)")
                #expect(whole.histogram(second).count == 120)
            }
            let (bins, briefBins) = (whole.bins(atMost: 7), brief.bins(atMost: 7))
            #expect(bins.map(\.seconds) == briefBins.map(\.seconds))
            #expect(bins.map(\.response) == briefBins.map(\.response))
            #expect(bins.reduce(0) { $0 + $1.response.count } == 40 * 120)
        }
    }

    @Test func aSecondThatIsNotThereHasNothing() throws {
        let timeline = try Timeline(of: try ExampleRuns.shop())
        #expect(timeline.histogram(1_000).count == 0)
        #expect(timeline.point(-1).requests == 0)
    }
}
