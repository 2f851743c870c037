internal import CSQLite
internal import Foundation
internal import Results

/// The local history of judged runs: an SQLite database with a row a run and a row a value.
///
/// Several processes may append at once; a writer waits for the other, ten seconds at most. The schema's version is the
/// database's `user_version`; a newer one is refused.
package final class HistoryStore {
    /// Where the history lies when nothing else is said.
    package static let defaultPath = ".plimsoll/history.sqlite"

    /// The schema that this version reads and writes.
    static let currentSchema: Int32 = 1

    private let database: SQLiteDatabase

    /// Opens the history, and makes it where it isn't there.
    package init(path: String) throws(HistoryError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw HistoryError(
                "\(folder.path) can't be made for the history: \(error.localizedDescription); name another file in PLIMSOLL_HISTORY"
            )
        }
        if let obstacle = RegularFile.obstacle(at: URL(fileURLWithPath: path)) {
            throw HistoryError("\(path) holds no history: \(obstacle), or name another in PLIMSOLL_HISTORY")
        }
        database = try SQLiteDatabase(path: path)
        let schema = try database.rows("PRAGMA user_version").first?.first?.number.map { Int32($0) } ?? 0
        guard schema <= Self.currentSchema else {
            throw HistoryError(
                "\(path) has schema \(schema), newer than this version reads (\(Self.currentSchema)); update plimsoll")
        }
        if schema == 0 {
            try database.execute(
                """
                CREATE TABLE IF NOT EXISTS runs (
                  id TEXT NOT NULL, suite TEXT NOT NULL, moment REAL NOT NULL, mode TEXT NOT NULL, outcome TEXT NOT NULL,
                  valid INTEGER NOT NULL, runner_class TEXT NOT NULL, workload TEXT NOT NULL, commit_id TEXT,
                  PRIMARY KEY (id, suite));
                CREATE TABLE IF NOT EXISTS readings (
                  run TEXT NOT NULL, suite TEXT NOT NULL, metric TEXT NOT NULL, value REAL NOT NULL,
                  PRIMARY KEY (run, suite, metric)) WITHOUT ROWID;
                PRAGMA user_version = \(Self.currentSchema);
                """)
        }
    }

    /// Appends runs, all of them or none.
    package func append(_ entries: [HistoryEntry]) throws(HistoryError) {
        try database.execute("BEGIN IMMEDIATE")
        do throws(HistoryError) {
            for entry in entries { try append(entry) }
            try database.execute("COMMIT")
        } catch {
            try? database.execute("ROLLBACK")
            throw error
        }
    }

    private func append(_ entry: HistoryEntry) throws(HistoryError) {
        try database.run("DELETE FROM readings WHERE run = ? AND suite = ?", [.text(entry.id), .text(entry.suite)])
        try database.run(
            "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(entry.id), .text(entry.suite), .number(entry.moment.timeIntervalSince1970),
                .text(entry.mode.rawValue), .text(entry.outcome.rawValue), .number(entry.isValid ? 1 : 0),
                .text(entry.runnerClass), .text(entry.workload), entry.commit.map { .text($0) } ?? .null,
            ])
        for value in entry.values where value.value.isFinite {
            try database.run(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)",
                [.text(entry.id), .text(entry.suite), .text(value.metric.description), .number(value.value)])
        }
    }

    /// Returns the series of a metric, one for each suite, class of runners and workload; the one that was extended last
    /// comes first. Invalid runs aren't part of any.
    package func series(of metric: Metric, suite: String? = nil) throws(HistoryError) -> [HistorySeries] {
        let rows = try database.rows(
            """
            SELECT runs.suite, runner_class, workload, id, moment, commit_id, value FROM readings
            JOIN runs ON runs.id = readings.run AND runs.suite = readings.suite
            WHERE metric = ? AND valid = 1 AND (?2 IS NULL OR runs.suite = ?2) ORDER BY moment, id
            """, [.text(metric.description), suite.map { .text($0) } ?? .null])
        var series: [String: HistorySeries] = [:]
        for row in rows {
            guard let moment = row[4].number, let value = row[6].number else { continue }
            let (suite, runnerClass, workload) = (row[0].string ?? "", row[1].string ?? "", row[2].string ?? "")
            let point = HistorySeries.Point(
                run: row[3].string ?? "", moment: Date(timeIntervalSince1970: moment), commit: row[5].string,
                value: value)
            series[
                "\(suite)\u{0}\(runnerClass)\u{0}\(workload)",
                default: HistorySeries(
                    metric: metric, suite: suite, runnerClass: runnerClass, workload: workload, points: [])
            ].points.append(point)
        }
        return series.values.sorted { one, other in
            (other.points.last?.moment ?? .distantPast, one.suite, one.runnerClass, one.workload)
                < (one.points.last?.moment ?? .distantPast, other.suite, other.runnerClass, other.workload)
        }
    }

    /// Returns the series of the metrics that a suite's usual contract gates, in the order of their names.
    package func gated(suite: String? = nil) throws(HistoryError) -> [HistorySeries] {
        var series: [HistorySeries] = []
        for (name, entries) in Dictionary(grouping: try metrics(), by: \.suite).sorted(by: { $0.key < $1.key })
        where suite == nil || name == suite {
            for metric in Contract.usual(for: entries.compactMap { Metric($0.metric) }).gated {
                series += try self.series(of: metric, suite: name)
            }
        }
        return series
    }

    /// Returns the metrics that the history holds, with the suites and how many runs there are of each.
    package func metrics() throws(HistoryError) -> [(suite: String, metric: String, runs: Int)] {
        try database.rows("SELECT suite, metric, count(*) FROM readings GROUP BY suite, metric ORDER BY suite, metric")
            .map { row in (row[0].string ?? "", row[1].string ?? "", Int(row[2].number ?? 0)) }
    }
}
