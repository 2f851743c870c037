import Foundation
import Fuzzing
import Measurement
import Testing

@testable import Results

/// Results that a full disk, half a copy or an editor damaged: they are read as what they say, or refused in a sentence.
@Suite struct DamagedLinesTests {
    /// A line of an endpoint.
    private static var endpoint: String {
        get throws {
            var slice = Slice(
                second: 12, phase: 1, endpoint: Endpoint(name: "GET /product/{id}", tags: ["shop"]))
            slice.tally.started = 21
            slice.tally.completed = 20
            slice.tally.failures = [.status: 2, .cancelled: 1]
            slice.tally.statuses = [200: 17, 503: 2]
            slice.tally.bytesSent = 64
            slice.tally.bytesReceived = 4_096
            slice.tally.response.record(5_000_000, count: 20)
            slice.tally.service.record(4_000_000, count: 20)
            return String(decoding: try ResultsCoding.lines().encode(SliceLine(slice)), as: UTF8.self)
        }
    }

    /// A line of the whole run.
    private static var second: String {
        get throws {
            var second = SecondSlice(second: 12, phase: 1)
            second.users = 30
            second.inFlight = 4
            second.arrivalsStarted = 100
            second.iterations = 97
            second.lag.record(80_000, count: 98)
            second.checks = ["is JSON": CheckTally(passed: 3, failed: 1)]
            second.counters = ["orders": 1.5]
            second.gauges = ["depth": GaugeTally(3, atNs: 5)]
            second.failures = [
                FailureTally(
                    endpoint: "GET /", kind: .status, status: 503, message: "expected 200", example: "",
                    count: 2,
                    first: .zero, last: .seconds(1))
            ]
            second.health = HealthTally(longestStallNs: 4_000_000, cpuShare: 0.3125, descriptors: 47)
            return String(decoding: try ResultsCoding.lines().encode(SliceLine(second)), as: UTF8.self)
        }
    }

    private func decoded(_ line: [UInt8]) -> ShardSlices? {
        var slices = ShardSlices()
        let decoded = try? ResultsCoding.decoder().decode(SliceLine.self, from: Data(line))
        guard let decoded, (try? decoded.add(to: &slices)) != nil else { return nil }
        return slices
    }

    /// The general decoder is stricter with what is stepped over; where it takes a line, all say the same.
    @Test func quickAndGeneralReadersAgreeOnDamagedLines() throws {
        var compared = 0
        try Damage(Self.endpoint, Self.second).forEach(rounds: 1_000) { line, note in
            if hasRepeatedKeys(line) { return }
            let (slice, second) = line.withUnsafeBufferPointer {
                (SliceScanner.slice(in: $0), SecondScanner.slice(in: $0))
            }
            let sample = line.withUnsafeBufferPointer {
                SampleLine($0).map { [$0.completed, $0.failed, $0.cancelled] }
            }
            guard slice != nil || second != nil || sample != nil, let general = decoded(line) else {
                return
            }
            compared += 1
            if let slice { #expect(general.slices == [slice], "\(note)") }
            if let second { #expect(general.seconds == [second], "\(note)") }
            if let sample, let tally = general.slices.first?.tally {
                let failed = tally.failures.reduce(0) { $0 + $1.value }
                #expect(sample == [tally.completed, failed, tally.failures[.cancelled] ?? 0], "\(note)")
            }
        }
        #expect(compared > 6)
    }

    /// What was read has to bear being added up, judged and told.
    @Test func aDamagedFolderIsReadOrRefused() throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(
            root: temporary.url, run: .example(phases: [.whole, .whole]))
        let event = #"{"at_once":true,"kind":"warning","message":"late","remedy":"wait","second":12.5}"#
        let run = try Data(contentsOf: folder.run)
        let report =
            #"{"duration_ns":5500000000,"iterations":{"finished":97},"totals":{"requests":20}}"#
        let good: [(URL, Data)] = [
            (folder.run, run), (folder.events, Data((event + "\n").utf8)),
            (folder.report, Data(report.utf8)),
            (folder.slices, Data((try Self.endpoint + "\n" + Self.second + "\n").utf8)),
        ]
        for (damaged, text) in good {
            for (file, data) in good { try data.write(to: file) }
            #expect(try ResultsReader.read(folder).report.requests == 20)
            try Damage([Array(text)]).forEach(rounds: 100) { text, note in
                try Data(text).write(to: damaged)
                do {
                    let stored = try ResultsReader.read(folder)
                    _ = (stored.report.validity, stored.report.endpoints, stored.description.title)
                } catch {
                    #expect(error is ResultsError, "\(damaged.lastPathComponent), \(note): \(error)")
                }
            }
        }
    }
}
