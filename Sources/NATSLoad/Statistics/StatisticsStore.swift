internal import CSQLite
import Foundation
import Synchronization

/// Where the rows of statistics go: standard output, a file with a line of JSON each, or SQLite.
package final class StatisticsStore: Sendable {
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// Unchecked: SQLite's handle is used under the lock only.
    private struct Sink: @unchecked Sendable {
        var file: FileHandle?
        var database: OpaquePointer?
    }

    private let sink: Mutex<Sink>
    private let prints: @Sendable (String) -> Void

    /// Opens the store and proves that it can be written, before any load starts.
    package init(_ storage: LoadDocument.Storage, print: @escaping @Sendable (String) -> Void) throws {
        var sink = Sink()
        switch storage {
        case .standardOutput: prints = print
        case .file(let path):
            prints = { _ in }
            if !FileManager.default.fileExists(atPath: path) {
                guard FileManager.default.createFile(atPath: path, contents: nil) else {
                    throw Fault(description: "the statistics file \(path) can't be made; does its folder exist?")
                }
            }
            guard let file = FileHandle(forWritingAtPath: path) else {
                throw Fault(description: "the statistics file \(path) can't be written; check its permissions")
            }
            try file.seekToEnd()
            sink.file = file
        case .sqlite(let path):
            prints = { _ in }
            sink.database = try Self.open(path)
        }
        self.sink = Mutex(sink)
    }

    deinit {
        sink.withLock { sink in
            if let database = sink.database { sqlite3_close(database) }
            try? sink.file?.close()
        }
    }

    package func add(_ row: StatisticsRow) throws {
        prints(row.line)
        try sink.withLock { sink in
            if let file = sink.file { try file.write(contentsOf: Data((row.json + "\n").utf8)) }
            if let database = sink.database { try Self.insert(row, into: database) }
        }
    }

    // MARK: - SQLite

    private static func open(_ path: String) throws -> OpaquePointer {
        var database: OpaquePointer?
        guard sqlite3_open(path, &database) == SQLITE_OK, let database else {
            let reason = database.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close(database)
            throw Fault(description: "the statistics database \(path) can't be opened: \(reason)")
        }
        sqlite3_busy_timeout(database, 5000)
        let schema = """
            CREATE TABLE IF NOT EXISTS statistics (
              id INTEGER PRIMARY KEY, time TEXT NOT NULL, spec TEXT NOT NULL, elapsed_s REAL NOT NULL, row TEXT NOT NULL)
            """
        guard sqlite3_exec(database, schema, nil, nil, nil) == SQLITE_OK else {
            let reason = String(cString: sqlite3_errmsg(database))
            sqlite3_close(database)
            throw Fault(description: "the statistics database \(path) can't be written: \(reason)")
        }
        return database
    }

    private static func insert(_ row: StatisticsRow, into database: OpaquePointer) throws {
        var statement: OpaquePointer?
        let sql = "INSERT INTO statistics (time, spec, elapsed_s, row) VALUES (datetime('now'), ?, ?, ?)"
        // SQLite copies the texts: the pointers are gone after the call.
        let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
            throw Fault(description: "the statistics can't be stored: \(String(cString: sqlite3_errmsg(database)))")
        }
        defer { sqlite3_finalize(statement) }
        sqlite3_bind_text(statement, 1, row.spec, -1, copies)
        sqlite3_bind_double(statement, 2, row.elapsed_s)
        sqlite3_bind_text(statement, 3, row.json, -1, copies)
        guard sqlite3_step(statement) == SQLITE_DONE else {
            throw Fault(description: "the statistics can't be stored: \(String(cString: sqlite3_errmsg(database)))")
        }
    }

    /// The last rows of a database, the newest first, as lines of JSON.
    package static func latest(_ limit: Int, in path: String) throws -> [String] {
        let database = try open(path)
        defer { sqlite3_close(database) }
        var statement: OpaquePointer?
        let sql = "SELECT row FROM statistics ORDER BY id DESC LIMIT ?"
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
            throw Fault(description: "the statistics can't be read: \(String(cString: sqlite3_errmsg(database)))")
        }
        defer { sqlite3_finalize(statement) }
        sqlite3_bind_int(statement, 1, Int32(clamping: limit))
        var rows: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            if let text = sqlite3_column_text(statement, 0) { rows.append(String(cString: text)) }
        }
        return rows
    }
}
