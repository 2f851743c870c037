import Foundation
import Measurement
import Results

/// The results of a run on disk: two requests a second of 10 and 20 ms, of which the second fails, by seven users.
struct KeptRun {
    let folder: ResultsFolder

    /// Writes the results of a run with a warm-up.
    init(seconds: Int, warmUp: Int, started: Date) throws {
        let phases = [
            PhaseMark(name: "warm-up", start: .zero, excluded: true),
            PhaseMark(name: "steady", start: .seconds(warmUp)),
        ]
        let root = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
        folder = try ResultsFolder.create(
            root: root,
            run: RunDescription(
                tool: "plimsoll", started: started, suite: "SmokeShop", scenario: "shoppers", target: "shop",
                load: "7 users", planned: .seconds(seconds), seed: 1, phases: phases, fingerprint: .current(),
                workloadHash: WorkloadHash.of(["7 users"])))
        let writer = try ResultsWriter(folder: folder)
        let recorder = Recorder(originNs: 0, phases: phases)
        var totals = RunTotals(phases: phases)
        for second in 0..<seconds {
            let endpoint = recorder.endpoint("GET /")
            for number in 0..<2 {
                let start = Int64(second) * 1_000_000_000
                recorder.started(endpoint)
                recorder.finished(
                    endpoint,
                    Sample(
                        plannedNs: start, startNs: start, endNs: start + Int64(number + 1) * 10_000_000,
                        failure: number == 1 ? .status : nil, status: number == 1 ? 503 : 200))
            }
            recorder.users(active: 7)
            let slices = recorder.drain(before: second + 1)
            try writer.append(slices)
            totals.add(slices)
        }
        try writer.finish(RunReport(totals: totals, duration: .seconds(seconds)))
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder.url.deletingLastPathComponent())
    }
}
