/// A row of a file with named columns.
public struct FeederRow: Sendable, Equatable {
    /// The columns' names, shared by all rows.
    package let columns: [String]
    /// The values, as many as there are columns.
    package let values: [String]

    /// A row of values.
    package init(columns: [String], values: [String]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column; throws when there is no such column.
    public subscript(column: String) -> String {
        get throws {
            guard let place = columns.firstIndex(of: column) else {
                throw FeederError(
                    .malformed, "no column is named “\(column)”; there are: \(columns.joined(separator: ", "))")
            }
            return values[place]
        }
    }
}
