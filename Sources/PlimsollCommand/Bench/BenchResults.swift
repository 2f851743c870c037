import Foundation
import Measurement
import Results

/// Where a bench keeps its results as a suite's run does, so that the bench pays for it, too.
enum BenchResults {
    /// A folder of its own, to be removed after the bench.
    static func folder(requests: Int) throws -> ResultsFolder {
        try ResultsFolder.create(
            root: FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-bench"),
            run: RunDescription(
                tool: ToolVersion.named, started: Date(), scenario: "bench", target: "bench",
                load: "\(requests.grouped) requests", planned: .zero, seed: 1, phases: [.whole],
                fingerprint: .current(), workloadHash: "0"))
    }
}
