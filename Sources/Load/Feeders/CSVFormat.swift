internal import Measurement

/// Rows of comma-separated values under a header.
struct CSVFormat: RowFormat {
    /// The columns that must be there.
    let required: [String]
    private let separator: Character
    private var parser: CSVParser
    private var header: CSVHeader?

    init(required: [String], separator: Character) {
        self.required = required
        self.separator = separator
        parser = CSVParser(separator: Self.byte(of: separator) ?? 0)
    }

    mutating func read(_ bytes: [UInt8]) throws(FeederError) -> [FeederRow] {
        guard Self.byte(of: separator) != nil else {
            throw FeederError(
                .malformed,
                "separator: expected one ASCII character other than a quote or a line end, got “\(separator)”")
        }
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
            guard let header else {
                header = try CSVHeader(row.values, required: required, separator: separator)
                continue
            }
            if let values = header.values(of: row.values) {
                // Nearly always the first value tells.
                if values[0].isEmpty, header.isBlank(values) { continue }
                named.append(FeederRow(columns: header.names, values: values))
            } else if !header.isBlank(row.values) {
                odd.append(row)
            }
        }
        if let header, !odd.isEmpty { throw misshapen(odd, header.names.count) }
        return named
    }

    /// Rows that don't have the header's columns, in one sentence.
    private func misshapen(_ rows: [CSVParser.Row], _ columns: Int) -> FeederError {
        let shown = rows.prefix(5).map { "line \($0.line) has \($0.values.count.counted("column"))" }
        let rest = rows.count > shown.count ? " and \(rows.count - shown.count) more lines have other numbers" : ""
        return FeederError(.malformed, shown.joined(separator: ", ") + rest + ", the header has \(columns)")
    }

    /// The byte that separates values; nil for what can't.
    private static func byte(of separator: Character) -> UInt8? {
        guard let byte = separator.asciiValue, byte != 0, byte != 0x0A, byte != 0x0D, byte != UInt8(ascii: "\"") else {
            return nil
        }
        return byte
    }
}
