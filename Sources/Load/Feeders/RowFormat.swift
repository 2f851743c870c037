/// How rows are read from the bytes of a file. A value type with the state of one reading.
protocol RowFormat<Row>: Sendable {
    associatedtype Row: Sendable

    /// Takes bytes in; gives the rows that end in them.
    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [Row]

    /// The bytes are over; gives what is left.
    mutating func finish() throws(FeederError) -> [Row]
}

/// Lines of text.
struct LineFormat: RowFormat {
    private var parser = LineParser()

    init() {}

    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [String] {
        var lines: [LineParser.Line] = []
        try parser.read(bytes, into: &lines)
        return lines.map(\.text)
    }

    mutating func finish() throws(FeederError) -> [String] {
        var lines: [LineParser.Line] = []
        try parser.finish(into: &lines)
        return lines.map(\.text)
    }
}
