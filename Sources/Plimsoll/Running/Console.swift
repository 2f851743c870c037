import Foundation
import Load
import Measurement
import Reporting

/// Where runs tell people what they do: standard output, line by line or in place.
struct Console: Sendable {
    /// Whether a person watches, so that a line may be written over.
    let isTerminal: Bool
    /// How reports are dressed here.
    let style: TextStyle

    /// The console of this process.
    static let standard: Console = {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let style = TextStyle.automatic(isTerminal: isTerminal, environment: ProcessInfo.processInfo.environment)
        return Console(isTerminal: isTerminal, style: style)
    }()

    /// Writes whole lines.
    func write(_ text: String) {
        emit((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
    }

    /// Shows how a run stands: in place on a terminal, a line now and then in a pipe.
    func show(_ progress: RunProgress) {
        let moment = ProgressMoment(
            elapsed: progress.elapsed, planned: progress.planned, phase: progress.phase, users: progress.users,
            inFlight: progress.inFlight, requests: progress.requests, failures: progress.failures,
            rate: Double(progress.recentRequests), p95: progress.p95, dropped: progress.dropped,
            isStopping: progress.isStopping)
        if isTerminal {
            emit(ProgressLine.live(moment, style: style))
        } else if !progress.isStopping, ProgressLine.isDue(atSecond: Int(progress.elapsed.seconds.rounded())) {
            emit("  " + ProgressLine.plain(moment) + "\n")
        }
    }

    /// Takes the line away that was written over.
    func clear() {
        if isTerminal { emit("\r\u{1B}[K") }
    }

    private func emit(_ text: String) {
        // A pipe that nobody reads any more is no reason to end a run: its results are on disk.
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
