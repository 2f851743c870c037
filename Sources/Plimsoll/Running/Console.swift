import Foundation

/// Where runs tell people what they do: standard output, line by line or in place.
struct Console: Sendable {
    /// Whether a person watches, so that a line may be written over.
    let isTerminal: Bool
    /// Whether colours may be used.
    let hasColours: Bool

    /// The console of this process.
    static let standard: Console = {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let refuses = ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty == false
        return Console(isTerminal: isTerminal, hasColours: isTerminal && !refuses)
    }()

    /// Writes whole lines.
    func write(_ text: String) {
        emit((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
    }

    /// Writes a line over the one that is there.
    func overwrite(_ line: String) {
        emit("\r\u{1B}[K" + line)
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
