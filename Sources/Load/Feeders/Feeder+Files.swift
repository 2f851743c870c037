extension Feeder where Row == FeederRow {
    /// Rows of a file of comma-separated values in UTF-8, whose first row names the columns.
    ///
    /// - Parameters:
    ///   - columns: the columns that must be there.
    ///   - separator: what stands between values, an ASCII character: `;` in files of spreadsheets whose decimals have commas.
    public static func csv(
        _ path: String, columns: [String] = [], separator: Character = ",", order: FeederOrder = .sequential,
        atEnd end: FeederEnd = .circular
    ) -> Feeder<FeederRow> {
        Feeder(
            file: RowFile(path: path) { CSVFormat(required: columns, separator: separator) }, order: order, atEnd: end)
    }
}

extension Feeder where Row == String {
    /// The lines of a text file in UTF-8, empty ones left out.
    public static func lines(
        _ path: String, order: FeederOrder = .sequential, atEnd end: FeederEnd = .circular
    ) -> Feeder<String> {
        Feeder(file: RowFile(path: path) { LineFormat() }, order: order, atEnd: end)
    }
}

extension Feeder where Row: Decodable {
    /// The values of a file with a JSON value a line, lines of blanks left out.
    public static func jsonLines(
        _ path: String, of type: Row.Type = Row.self, order: FeederOrder = .sequential, atEnd end: FeederEnd = .circular
    ) -> Feeder<Row> {
        Feeder(file: RowFile(path: path) { JSONLineFormat<Row>() }, order: order, atEnd: end)
    }
}
