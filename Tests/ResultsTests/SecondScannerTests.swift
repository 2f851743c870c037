import Foundation
import Measurement
import Testing

@testable import Results

/// The fast reader of the run's lines says what the general decoder says, or nothing.
@Suite struct SecondScannerTests {
    private func scanned(_ line: String) -> SecondSlice? {
        Array(line.utf8).withUnsafeBufferPointer { SecondScanner.slice(in: $0) }
    }

    private func decoded(_ line: String) throws -> SecondSlice? {
        var slices = ShardSlices()
        try ResultsCoding.decoder().decode(SliceLine.self, from: Data(line.utf8)).add(to: &slices)
        return slices.seconds.first
    }

    @Test func aLineOfThisProgramIsReadAsTheGeneralDecoderReadsIt() throws {
        var second = SecondSlice(second: 12, phase: 1)
        second.users = 30
        second.inFlight = 4
        second.peakInFlight = 9
        second.arrivalsStarted = 100
        second.arrivalsDropped = 2
        second.iterations = 97
        second.iterationsFailed = 5
        second.lag.record(80_000, count: 98)
        second.checks = ["is JSON": CheckTally(passed: 3, failed: 1), "has a total": CheckTally(passed: 0, failed: 0)]
        second.counters = ["orders": 1.5, "cost (USD)": 0.000_000_125, "refunds": -3]
        second.health = HealthTally(
            longestStallNs: 4_000_000, cpuShare: 0.3125, stolenShare: 0.125, throttledShare: 0.5, descriptors: 47,
            descriptorLimit: 1_024,
            residentBytes: 48 << 20)
        let line = String(decoding: try ResultsCoding.lines().encode(SliceLine(second)), as: UTF8.self)
        #expect(scanned(line) == second)
        #expect(try decoded(line) == second)
    }

    @Test func aLineWithoutWhatOthersTookIsReadAsBefore() throws {
        let line = #"{"cpu_share":0.25,"phase":0,"second":1}"#
        #expect(scanned(line)?.health == HealthTally(cpuShare: 0.25))
        #expect(try decoded(line) == scanned(line))
    }

    @Test(arguments: [
        #"{"gauges":{"depth":{"count":1,"last":1,"last_ns":1,"max":1,"min":1,"sum":1}},"phase":0,"second":1}"#,
        #"{"counters":{"a\"b":1},"phase":0,"second":1}"#, #"{"phase":0,"second":-1}"#, #"{"phase":0}"#,
        #"{"phase":0,"second":1"#, #"{"phase":0,"second":1}x"#, #"{"phase":0,"second":1,"new":2}"#,
        #"{"checks":{"a":{"other":1}},"phase":0,"second":1}"#, #"{"endpoint":"GET /","phase":0,"second":1}"#,
        #"{"counters":{"a":1e},"phase":0,"second":1}"#, "", "{}", "[]",
    ])
    func anythingElseIsLeftToTheGeneralDecoder(line: String) {
        #expect(scanned(line) == nil)
    }
}
