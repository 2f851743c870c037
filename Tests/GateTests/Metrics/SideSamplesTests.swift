import Foundation
import Measurement
import Results
import Testing

@testable import Gate

/// Runs drawn at random, with late answers, phases, failures and silences: read the quick way and the plain one.
@Suite struct SideSamplesTests {
    private static let phases = [
        PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "low", start: .seconds(5)),
        PhaseMark(name: "high", start: .seconds(30)),
    ]
    private static let planned = 60

    /// The slices of a run, in the order in which a file has them.
    private func slices(seed: UInt64) -> ShardSlices {
        var random = SimulationGenerator(seed: seed, stream: 1)
        var all = ShardSlices()
        let rate = Int.random(in: 1...120, using: &random)
        let stalled = Int.random(in: 8..<50, using: &random)
        let endpoints = [
            Endpoint(name: "GET /"), Endpoint(name: "POST /cart"), Endpoint(name: "checkout", kind: .transaction),
            Endpoint(name: "GET /"), Endpoint(name: Endpoint.overflowName),
        ]
        for second in 0..<(Self.planned + 2) {
            let phase = second < 5 ? 0 : second < 30 ? 1 : 2
            for endpoint in endpoints where Int.random(in: 0..<8, using: &random) > 0 {
                // Some answers belong to the phase before.
                let late = phase > 0 && Int.random(in: 0..<9, using: &random) == 0
                var slice = Slice(second: second, phase: late ? phase - 1 : phase, endpoint: endpoint)
                for _ in 0..<Int.random(in: 0...rate, using: &random) {
                    let base = Int64.random(in: 3_000_000...9_000_000, using: &random)
                    slice.tally.response.record(second == stalled ? base * 60 : base)
                    slice.tally.completed += 1
                }
                if Int.random(in: 0..<40, using: &random) == 0 { slice.tally.failures[.status] = 1 }
                if Int.random(in: 0..<10, using: &random) == 0 { slice.tally.failures[.cancelled] = 1 }
                slice.tally.completed += slice.tally.failed
                slice.tally.service = slice.tally.response
                all.slices.append(slice)
            }
            all.seconds.append(SecondSlice(second: second, phase: phase))
        }
        // Several files may have been put together to one.
        if seed % 3 == 0 { all.slices.shuffle(using: &random) }
        return all
    }

    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func theQuickWayAgreesWithThePlainOne(seed: UInt64) throws {
        let all = slices(seed: seed)
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("samples-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let description = RunDescription(
            tool: "plimsoll", started: Date(timeIntervalSince1970: 1_760_000_000), scenario: "drawn", target: "nobody",
            load: "some", planned: .seconds(Self.planned), seed: seed, phases: Self.phases, fingerprint: .current(),
            workloadHash: "0")
        let folder = try ResultsFolder.create(root: root, run: description)
        try ResultsWriter(folder: folder).append(all)

        let plain = PlainMeter(
            slices: all.slices.filter { $0.phase > 0 },
            seconds: all.seconds.filter { $0.phase > 0 && $0.second < Self.planned })
        let read = try SideReader.read(folder, try folder.description())
        let threshold = RepetitionMeter.stallThreshold(base: read.side)
        #expect(threshold == plain.threshold, "seed \(seed)")
        let readings = RepetitionMeter(stallThreshold: threshold).measure(read.side).readings
        let expected = plain.readings(threshold: threshold)
        #expect(Set(readings.keys) == Set(expected.keys), "seed \(seed)")
        for (metric, reading) in expected { #expect(readings[metric] == reading, "\(metric), seed \(seed)") }
        // The run's own report believes the same of it.
        try ResultsWriter(folder: folder).finish(try ResultsReader.read(folder).report)
        #expect(
            read.validity([], times: read.side.allTimes) == (try ResultsReader.read(folder).report.validity),
            "seed \(seed)")
    }
}
