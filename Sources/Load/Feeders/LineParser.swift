/// Takes text apart into lines as it comes: LF, CRLF or CR, without a byte order mark, empty lines left out.
struct LineParser {
    private var preamble = TextPreamble()
    private var pending: [UInt8] = []
    private var line = 1
    /// Whether a line has ended with a carriage return, whose line feed may follow.
    private var isAfterReturn = false

    /// A line and its number.
    struct Line: Equatable {
        let number: Int
        let text: String
    }

    /// Takes bytes in; gives the lines that end in them.
    mutating func read(_ bytes: some Sequence<UInt8>, into lines: inout [Line]) throws(FeederError) {
        for byte in try preamble.read(bytes) { try take(byte, &lines) }
    }

    /// The bytes are over; gives the last line when it has no line end.
    mutating func finish(into lines: inout [Line]) throws(FeederError) {
        for byte in try preamble.finish() { try take(byte, &lines) }
        if !pending.isEmpty { try end(&lines) }
    }

    private mutating func take(_ byte: UInt8, _ lines: inout [Line]) throws(FeederError) {
        let isRestOfLineEnd = isAfterReturn && byte == 0x0A
        isAfterReturn = false
        if isRestOfLineEnd { return }
        if byte == 0x0A || byte == 0x0D {
            isAfterReturn = byte == 0x0D
            try end(&lines)
        } else {
            guard pending.count < FeederError.longestRow else { throw .tooLong(line: line) }
            pending.append(byte)
        }
    }

    private mutating func end(_ lines: inout [Line]) throws(FeederError) {
        if !pending.isEmpty {
            guard let text = String(validating: pending, as: UTF8.self) else { throw .isNotUTF8(line: line) }
            guard !pending.contains(0) else { throw .holdsNUL(line: line) }
            lines.append(Line(number: line, text: text))
        }
        pending.removeAll(keepingCapacity: true)
        line += 1
    }
}
