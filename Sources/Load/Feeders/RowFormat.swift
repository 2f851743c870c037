import Results

/// How rows are read from the bytes of a file. A value type with the state of one reading.
protocol RowFormat<Row>: Sendable {
    associatedtype Row: Sendable

    /// Takes bytes in; gives the rows that end in them.
    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [Row]

    /// The bytes are over; gives what is left.
    mutating func finish() throws(FeederError) -> [Row]
}

/// Rows of comma-separated values under a header.
struct CSVFormat: RowFormat {
    /// The columns that must be there.
    let required: [String]
    private var parser: CSVParser
    private var columns: [String]?

    init(required: [String], separator: Character) {
        self.required = required
        parser = CSVParser(separator: separator.asciiValue ?? UInt8(ascii: ","))
    }

    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [FeederRow] {
        var rows: [CSVParser.Row] = []
        try parser.read(bytes, into: &rows)
        return try named(rows)
    }

    mutating func finish() throws(FeederError) -> [FeederRow] {
        var rows: [CSVParser.Row] = []
        try parser.finish(into: &rows)
        return try named(rows)
    }

    private mutating func named(_ rows: [CSVParser.Row]) throws(FeederError) -> [FeederRow] {
        var named: [FeederRow] = []
        var odd: [CSVParser.Row] = []
        for row in rows {
            guard let columns else {
                if let name = Dictionary(grouping: row.values, by: \.self).filter({ $1.count > 1 }).keys.min() {
                    throw FeederError(.malformed, "the header names “\(name)” more than once")
                }
                let missing = required.filter { !row.values.contains($0) }
                guard missing.isEmpty else {
                    throw FeederError(
                        .malformed,
                        "the header has no \(missing.map { "“\($0)”" }.joined(separator: ", ")); it has: \(row.values.joined(separator: ", "))"
                    )
                }
                columns = row.values
                continue
            }
            if row.values.count == columns.count {
                named.append(FeederRow(columns: columns, values: row.values))
            } else {
                odd.append(row)
            }
        }
        if let columns, !odd.isEmpty { throw misshapen(odd, columns.count) }
        return named
    }

    /// Rows that don't have the header's columns, in one sentence.
    private func misshapen(_ rows: [CSVParser.Row], _ columns: Int) -> FeederError {
        let shown = rows.prefix(5).map { "line \($0.line) has \($0.values.count) columns" }
        let rest = rows.count > shown.count ? " and \(rows.count - shown.count) more lines have other numbers" : ""
        return FeederError(.malformed, shown.joined(separator: ", ") + rest + ", the header has \(columns)")
    }
}

/// Lines of text, each made into a row.
struct LineFormat<Row: Sendable>: RowFormat {
    private var parser = LineParser()
    private let convert: @Sendable (String) throws -> Row

    init(_ convert: @escaping @Sendable (String) throws -> Row) {
        self.convert = convert
    }

    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [Row] {
        var lines: [LineParser.Line] = []
        parser.read(bytes, into: &lines)
        return try rows(lines)
    }

    mutating func finish() throws(FeederError) -> [Row] {
        var lines: [LineParser.Line] = []
        parser.finish(into: &lines)
        return try rows(lines)
    }

    private func rows(_ lines: [LineParser.Line]) throws(FeederError) -> [Row] {
        var rows: [Row] = []
        for line in lines {
            do {
                rows.append(try convert(line.text))
            } catch {
                throw FeederError(.malformed, "line \(line.number) can't be read: \(ResultsCoding.explain(error))")
            }
        }
        return rows
    }
}
