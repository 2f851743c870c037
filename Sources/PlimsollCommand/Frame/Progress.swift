import Foundation

/// A line that says what is being done: rewritten in place on a terminal, left out elsewhere.
enum Progress {
    static func note(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Says what begins now: in place on a terminal, a line elsewhere, so that a log shows that something goes on.
    static func step(_ text: String) {
        if isatty(STDERR_FILENO) == 1 { return note(text) }
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Clears the line before something is printed for good.
    static func clear() {
        note("")
    }
}
