internal import CSQLite

/// A connection to an SQLite database, as much of one as the history needs. Used by one thread at a time.
final class SQLiteDatabase {
    /// A value of a column.
    enum Value: Equatable {
        case text(String)
        case number(Double)
        case null

        /// The text, where it is one.
        var string: String? { if case .text(let text) = self { text } else { nil } }
        /// The number, where it is one.
        var number: Double? { if case .number(let number) = self { number } else { nil } }
    }

    private let path: String
    private let handle: OpaquePointer

    /// Opens a database, and makes it where it isn't there.
    init(path: String) throws(HistoryError) {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else {
            let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close(opened)
            throw HistoryError("\(path) can't be opened: \(reason)")
        }
        self.path = path
        handle = opened
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit { sqlite3_close(handle) }

    /// Executes statements that return nothing.
    func execute(_ sql: String) throws(HistoryError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault() }
    }

    /// Executes one statement with its values.
    func run(_ sql: String, _ values: [Value]) throws(HistoryError) {
        _ = try rows(sql, values)
    }

    /// Returns the rows of a query.
    func rows(_ sql: String, _ values: [Value] = []) throws(HistoryError) -> [[Value]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw fault() }
        defer { sqlite3_finalize(statement) }
        // SQLite copies the texts: the pointers are gone after the call.
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .text(let text): sqlite3_bind_text(statement, place, text, -1, copies)
            case .number(let number): sqlite3_bind_double(statement, place, number)
            case .null: sqlite3_bind_null(statement, place)
            }
        }
        var rows: [[Value]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { Self.column($0, of: statement) })
            case SQLITE_DONE: return rows
            default: throw fault()
            }
        }
    }

    private static func column(_ index: Int32, of statement: OpaquePointer?) -> Value {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER, SQLITE_FLOAT: .number(sqlite3_column_double(statement, index))
        case SQLITE_TEXT: sqlite3_column_text(statement, index).map { .text(String(cString: $0)) } ?? .null
        default: .null
        }
    }

    private func fault() -> HistoryError {
        HistoryError("the history \(path) can't be used: \(String(cString: sqlite3_errmsg(handle)))")
    }
}
