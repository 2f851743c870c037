import Foundation
import Measurement
import Results

/// The results of a run that never was: seeded response times that rise and fall over the hours, a failure now and then.
struct MadeUpRun {
    let seconds: Int
    let endpoints: Int
    let perSecond: Int
    var seed: UInt64 = 1

    /// Writes the results into a folder of their own.
    func write() throws -> ResultsFolder {
        let phases = [
            PhaseMark(name: "ramp-up", start: .zero), PhaseMark(name: "sustained", start: .seconds(seconds / 10)),
            PhaseMark(name: "cool-down", start: .seconds(seconds * 9 / 10)),
        ]
        let description = RunDescription(
            tool: ToolVersion.named, started: Date(), suite: "SoakMadeUp", test: "hours", scenario: "made up",
            target: "nobody", load: "\(endpoints * perSecond) requests/s for \(Duration.seconds(seconds).brief)",
            planned: .seconds(seconds), seed: seed, phases: phases, fingerprint: .current(), workloadHash: "0")
        let folder = try ResultsFolder.create(
            root: FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-bench"), run: description)
        let writer = try ResultsWriter(folder: folder)
        let recorder = Recorder(originNs: 0, phases: phases)
        let ids = (0..<endpoints).map { recorder.endpoint("GET /endpoint/\($0)") }
        var noise = seed
        recorder.users(active: endpoints * perSecond / 4)
        var totals = RunTotals(phases: phases)
        for second in 0..<seconds {
            for (place, id) in ids.enumerated() {
                for request in 0..<perSecond {
                    // A linear congruential generator (Knuth's MMIX) is random enough for a spread.
                    noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    let spread = Double(noise >> 40) / Double(1 << 24)
                    let swing = 1 + 0.5 * (Double(second) / 600).remainder(dividingBy: 1)
                    let ns = Int64(5e6 * Double(place + 1) * swing * (1 + 8 * spread * spread * spread * spread))
                    let end = Int64(second) * 1_000_000_000 + Int64(request) * 1_000_000_000 / Int64(perSecond)
                    let fails = noise >> 54 == 0
                    recorder.started(id)
                    recorder.lateStart(plannedNs: end - ns - 100_000, startedNs: end - ns)
                    recorder.finished(
                        id,
                        Sample(
                            plannedNs: end - ns - 100_000, startNs: end - ns, endNs: end,
                            failure: fails ? .status : nil,
                            bytesSent: 120, bytesReceived: 2_048, status: fails ? 503 : 200))
                    if fails {
                        recorder.failure(id, .status, status: 503, message: "expected status 200, got 503", atNs: end)
                    }
                    recorder.check("is a page", passed: !fails, atNs: end)
                }
            }
            recorder.counter("orders", add: 3, atNs: Int64(second) * 1_000_000_000)
            let slices = recorder.drain(before: second)
            try writer.append(slices)
            totals.add(slices)
        }
        let rest = recorder.drain(before: .max)
        try writer.append(rest)
        totals.add(rest)
        try writer.finish(
            RunReport(totals: totals, duration: .seconds(seconds), started: description.started, seed: seed))
        return folder
    }
}
