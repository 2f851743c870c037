import Foundation
import Load
import Measurement
import Results
import Synchronization

/// Keeps a bench's results as a suite's run does, so that the bench pays for it, too.
final class BenchSink: RunSink {
    /// The writer, which the run calls on one thread.
    private struct Box: @unchecked Sendable {
        let writer: ResultsWriter
    }

    private let box: Mutex<Box>

    init(_ folder: ResultsFolder) throws {
        box = Mutex(Box(writer: try ResultsWriter(folder: folder)))
    }

    /// A folder of its own, to be removed after the bench.
    static func folder(requests: Int) throws -> ResultsFolder {
        try ResultsFolder.create(
            root: FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-bench"),
            run: RunDescription(
                tool: ToolVersion.named, started: Date(), scenario: "bench", target: "bench",
                load: "\(requests.grouped) requests", planned: .zero, seed: 1, phases: [.whole],
                fingerprint: .current(), workloadHash: "0"))
    }

    func keep(_ slices: ShardSlices) throws {
        try box.withLock { try $0.writer.append(slices) }
    }

    func note(second: Int, kind: String, message: String) throws {
        try box.withLock { try $0.writer.append(Event(second: Double(second), kind: kind, message: message)) }
    }
}
