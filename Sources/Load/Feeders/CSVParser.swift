/// Takes comma-separated values apart as they come: RFC 4180, with CRLF or LF, quotes, line feeds inside quotes, and a byte order mark.
///
/// A pure state machine over bytes, so that a file of any size is read in pieces.
struct CSVParser {
    private enum State {
        case fieldStart, plain, quoted, quoteInQuoted
    }

    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var line = 1
    private var rowLine = 1
    private var byteCount = 0
    private let separator: UInt8

    init(separator: UInt8 = UInt8(ascii: ",")) {
        self.separator = separator
    }

    /// A row and the line that it begins in.
    struct Row: Equatable {
        let line: Int
        let values: [String]
    }

    /// Takes bytes in; gives the rows that end in them.
    mutating func read(_ bytes: some Sequence<UInt8>, into rows: inout [Row]) throws(FeederError) {
        for byte in bytes {
            byteCount += 1
            // The mark EF BB BF is only one at the very beginning.
            if byteCount <= 3, [0xEF, 0xBB, 0xBF][byteCount - 1] == byte, line == 1, fields.isEmpty, field.isEmpty {
                continue
            }
            try take(byte, &rows)
        }
    }

    /// The bytes are over; gives the last row when it has no line end.
    mutating func finish(into rows: inout [Row]) throws(FeederError) {
        if case .quoted = state { throw FeederError(.malformed, "line \(rowLine): a quote is never closed") }
        if !field.isEmpty || !fields.isEmpty { endRow(&rows) }
    }

    private mutating func take(_ byte: UInt8, _ rows: inout [Row]) throws(FeederError) {
        let isLineFeed = byte == 0x0A
        defer { if isLineFeed { line += 1 } }
        switch state {
        case .quoted:
            if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { field.append(byte) }
        case .quoteInQuoted where byte == UInt8(ascii: "\""):
            field.append(byte)
            state = .quoted
        case .fieldStart where byte == UInt8(ascii: "\""):
            state = .quoted
        case .fieldStart, .plain, .quoteInQuoted:
            if byte == separator {
                endField()
            } else if isLineFeed {
                endRow(&rows)
            } else if byte == 0x0D {
                // Of CRLF; the line feed ends the row.
            } else if case .quoteInQuoted = state {
                throw FeederError(.malformed, "line \(line): a character follows a closing quote")
            } else {
                field.append(byte)
                state = .plain
            }
        }
    }

    private mutating func endField() {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    private mutating func endRow(_ rows: inout [Row]) {
        endField()
        // An empty line is no row.
        if fields != [""] { rows.append(Row(line: rowLine, values: fields)) }
        fields = []
        rowLine = line + 1
    }
}
