/// Takes text apart into lines as it comes: LF or CRLF, without a byte order mark, empty lines left out.
struct LineParser {
    private var pending: [UInt8] = []
    private var line = 1
    private var isFirst = true

    /// A line and its number.
    struct Line: Equatable {
        let number: Int
        let text: String
    }

    /// Takes bytes in; gives the lines that end in them.
    mutating func read(_ bytes: some Sequence<UInt8>, into lines: inout [Line]) {
        for byte in bytes {
            if byte == 0x0A { end(&lines) } else { pending.append(byte) }
        }
    }

    /// The bytes are over; gives the last line when it has no line end.
    mutating func finish(into lines: inout [Line]) {
        if !pending.isEmpty { end(&lines) }
    }

    private mutating func end(_ lines: inout [Line]) {
        if pending.last == 0x0D { pending.removeLast() }
        if isFirst, pending.starts(with: [0xEF, 0xBB, 0xBF]) { pending.removeFirst(3) }
        isFirst = false
        if !pending.isEmpty { lines.append(Line(number: line, text: String(decoding: pending, as: UTF8.self))) }
        pending.removeAll(keepingCapacity: true)
        line += 1
    }
}
