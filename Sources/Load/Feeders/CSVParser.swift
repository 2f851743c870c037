/// Takes comma-separated values apart as they come: RFC 4180, with CRLF, LF or CR, quotes, line ends inside quotes, and a byte order mark.
///
/// A pure state machine over bytes, so that a file of any size is read in pieces.
struct CSVParser {
    private enum State {
        case fieldStart, plain, quoted, quoteInQuoted
    }

    private var preamble = TextPreamble()
    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var line = 1
    private var rowLine = 1
    private var rowBytes = 0
    /// Whether a row has ended with a carriage return, whose line feed may follow.
    private var isAfterReturn = false
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
        for byte in try preamble.read(bytes) { try take(byte, &rows) }
    }

    /// The bytes are over; gives the last row when it has no line end.
    mutating func finish(into rows: inout [Row]) throws(FeederError) {
        for byte in try preamble.finish() { try take(byte, &rows) }
        if case .quoted = state { throw FeederError(.malformed, "line \(rowLine): a quote is never closed") }
        if !field.isEmpty || !fields.isEmpty { try endRow(&rows) }
    }

    private mutating func take(_ byte: UInt8, _ rows: inout [Row]) throws(FeederError) {
        let isRestOfLineEnd = isAfterReturn && byte == 0x0A
        isAfterReturn = false
        if isRestOfLineEnd { return }
        rowBytes += 1
        guard rowBytes <= FeederError.longestRow else { throw .tooLong(line: rowLine) }
        switch state {
        case .quoted:
            if byte == UInt8(ascii: "\"") {
                state = .quoteInQuoted
            } else {
                if byte == 0x0A { line += 1 }
                field.append(byte)
            }
        case .quoteInQuoted where byte == UInt8(ascii: "\""):
            field.append(byte)
            state = .quoted
        case .fieldStart where byte == UInt8(ascii: "\""):
            state = .quoted
        case .fieldStart, .plain, .quoteInQuoted:
            if byte == separator {
                try endField()
            } else if byte == 0x0A || byte == 0x0D {
                isAfterReturn = byte == 0x0D
                try endRow(&rows)
            } else if case .quoteInQuoted = state {
                throw FeederError(.malformed, "line \(line): a character follows a closing quote")
            } else {
                field.append(byte)
                state = .plain
            }
        }
    }

    private mutating func endField() throws(FeederError) {
        guard let text = String(validating: field, as: UTF8.self) else { throw .isNotUTF8(line: line) }
        guard !field.contains(0) else { throw .holdsNUL(line: line) }
        fields.append(text)
        field.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    private mutating func endRow(_ rows: inout [Row]) throws(FeederError) {
        try endField()
        // An empty line is no row.
        if fields != [""] { rows.append(Row(line: rowLine, values: fields)) }
        fields = []
        line += 1
        rowLine = line
        rowBytes = 0
    }
}
