import Foundation

extension Feeder where Row == FeederRow {
    /// Rows of a file of comma-separated values, whose first row names the columns.
    ///
    /// - Parameter columns: the columns that must be there.
    public static func csv(
        _ path: String, columns: [String] = [], separator: Character = ",", order: FeederOrder = .sequential,
        atEnd end: FeederEnd = .circular
    ) -> Feeder<FeederRow> {
        Feeder(
            file: RowFile(path: path) { CSVFormat(required: columns, separator: separator) }, order: order, atEnd: end)
    }
}

extension Feeder where Row == String {
    /// The lines of a text file, empty ones left out.
    public static func lines(
        _ path: String, order: FeederOrder = .sequential, atEnd end: FeederEnd = .circular
    ) -> Feeder<String> {
        Feeder(file: RowFile(path: path) { LineFormat { $0 } }, order: order, atEnd: end)
    }
}

extension Feeder where Row: Decodable {
    /// The values of a file with a JSON value a line.
    public static func jsonLines(
        _ path: String, of type: Row.Type = Row.self, order: FeederOrder = .sequential, atEnd end: FeederEnd = .circular
    ) -> Feeder<Row> {
        Feeder(
            file: RowFile(path: path) {
                LineFormat { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
            }, order: order, atEnd: end)
    }
}
