import Foundation

/// A line that says what is being done: rewritten in place on a terminal, left out elsewhere.
enum Progress {
    static func note(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Clears the line before something is printed for good.
    static func clear() {
        note("")
    }
}
