package import Measurement
package import Results
import Synchronization

/// Keeps what a run measures in its results folder.
package final class ResultsSink: RunSink {
    /// The writer, used by one thread at a time: the run's, and after its end its starter's.
    private struct Box: @unchecked Sendable {
        let writer: ResultsWriter
    }

    private let box: Mutex<Box>

    /// A sink that opens the folder's files; throws when they can't be written.
    package init(_ folder: ResultsFolder) throws {
        box = Mutex(Box(writer: try ResultsWriter(folder: folder)))
    }

    package func keep(_ slices: ShardSlices) throws {
        try box.withLock { try $0.writer.append(slices) }
    }

    package func note(second: Int, kind: String, message: String) throws {
        try box.withLock { try $0.writer.append(Event(second: Double(second), kind: kind, message: message)) }
    }

    /// Keeps an event.
    package func keep(_ event: Event) throws {
        try box.withLock { try $0.writer.append(event) }
    }

    /// Writes the reasons that the slices don't show, and the report, which ends the run.
    package func finish(_ report: RunReport, invalid: [InvalidReason], second: Double) throws {
        try box.withLock { box in
            for reason in invalid { try box.writer.append(reason, second: second) }
            try box.writer.finish(report)
        }
    }
}
