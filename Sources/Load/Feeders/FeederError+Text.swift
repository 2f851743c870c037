extension FeederError {
    /// The longest row that is read, in bytes: a quote that is never closed would otherwise take the whole file into memory.
    static let longestRow = 16 << 20

    /// A row that doesn't end.
    static func tooLong(line: Int) -> FeederError {
        FeederError(
            .malformed,
            "the row that begins in line \(line) has more than \(longestRow >> 20) MiB: is a quote never closed, or has the file no line ends?"
        )
    }

    /// A byte that text doesn't have.
    static func holdsNUL(line: Int) -> FeederError {
        FeederError(
            .malformed, "line \(line) holds a NUL byte, as UTF-16 and binary files do: save it as text in UTF-8")
    }

    /// Bytes that aren't the characters that they should be.
    static func isNotUTF8(line: Int) -> FeederError {
        FeederError(
            .malformed,
            "line \(line) isn't UTF-8, perhaps Windows-1252 or Latin-1: save it as UTF-8, or convert it with iconv -t UTF-8"
        )
    }
}
