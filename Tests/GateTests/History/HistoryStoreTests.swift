import Foundation
import Testing

@testable import Gate

@Suite struct HistoryStoreTests {
    private let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("history-\(UUID().uuidString)/history.sqlite").path

    private func entry(_ day: Int, p50: Double, workload: String = "cafe", isValid: Bool = true) -> HistoryEntry {
        HistoryEntry(
            id: "run-\(day)", moment: Date(timeIntervalSince1970: Double(day) * 86_400), suite: "LoadShop",
            mode: .committed, outcome: .pass, isValid: isValid, runnerClass: "ci", workload: workload,
            commit: "c\(day)",
            values: [HistoryEntry.Value(metric: Metric(.p50, of: "GET /"), value: p50)])
    }

    @Test func aMetricIsReadBackInTheOrderOfTime() throws {
        defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
        try HistoryStore(path: path).append([entry(2, p50: 21e6), entry(1, p50: 20e6)])
        let store = try HistoryStore(path: path)
        try store.append([entry(3, p50: 22e6)])
        let series = try store.series(of: Metric(.p50, of: "GET /"))
        #expect(series.map { $0.points.map(\.value) } == [[20e6, 21e6, 22e6]])
        #expect(series.first?.points.map(\.commit) == ["c1", "c2", "c3"])
        #expect(try store.series(of: Metric(.throughput)).isEmpty)
        #expect(try store.metrics().map(\.runs) == [3])
    }

    @Test func aRunJudgedAgainReplacesWhatWasKept() throws {
        defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
        let store = try HistoryStore(path: path)
        try store.append([entry(1, p50: 20e6)])
        try store.append([entry(1, p50: 25e6)])
        #expect(try store.series(of: Metric(.p50, of: "GET /")).first?.points.map(\.value) == [25e6])
    }

    @Test func otherWorkloadsAreSeriesOfTheirOwnAndInvalidRunsOfNone() throws {
        defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
        let store = try HistoryStore(path: path)
        try store.append([
            entry(1, p50: 20e6), entry(2, p50: 5e6, workload: "beef"), entry(3, p50: 90e6, isValid: false),
        ])
        let series = try store.series(of: Metric(.p50, of: "GET /"), suite: "LoadShop")
        #expect(series.map(\.workload) == ["beef", "cafe"])
        #expect(series.allSatisfy { $0.points.count == 1 })
        #expect(try store.series(of: Metric(.p50, of: "GET /"), suite: "LoadChat").isEmpty)
    }

    @Test func aHistoryThatIsNoneOrTooNewIsRefused() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let garbage = folder.appendingPathComponent("garbage.sqlite")
        try Data(repeating: 65, count: 4096).write(to: garbage)
        #expect { try HistoryStore(path: garbage.path) } throws: { "\($0)".contains("file is not a database") }
        let newer = folder.appendingPathComponent("newer.sqlite")
        try SQLiteDatabase(path: newer.path).execute("PRAGMA user_version = 9")
        #expect { try HistoryStore(path: newer.path) } throws: {
            "\($0)".hasSuffix("has schema 9, newer than this version reads (1); update plimsoll")
        }
    }
}
