import Foundation
import Measurement
import Testing

@testable import NATSLoad

struct StatisticsStoreTests {
    private var row: StatisticsRow {
        var histogram = Histogram()
        for time in 1...100 { histogram.record(Int64(time) * 1_000_000) }
        let moment = QueueRun.Moment(
            elapsed: .seconds(5), published: PublishCounts(), consumed: ConsumeCounts(), lags: [:], endToEnd: histogram,
            acknowledgement: histogram, errors: ["status": 2], server: nil, bytesSent: 1, bytesReceived: 2,
            reconnections: 0,
            connected: 3, connections: 4, health: HealthTally(cpuShare: 0.5), planned: .seconds(10))
        return StatisticsRow(moment, spec: "basic", time: Date(timeIntervalSince1970: 0))
    }

    private func path(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)").path
    }

    @Test func databaseGivesItsLastRowsNewestFirst() throws {
        let path = path("stats.db")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let store = try StatisticsStore(.sqlite(path)) { _ in }
        var row = row
        for number in 1...12 {
            row.attempted = Int64(number)
            try store.add(row)
        }
        let rows = try StatisticsStore.latest(10, in: path)
        #expect(rows.count == 10)
        #expect(rows[0].contains(#""attempted":12,"#))
    }

    @Test func fileIsAppendedTo() throws {
        let path = path("stats.jsonl")
        defer { try? FileManager.default.removeItem(atPath: path) }
        for _ in 1...2 { try StatisticsStore(.file(path)) { _ in }.add(row) }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains(#""latency_p9999_ns":100"#))
    }

    @Test func placesThatCanNotBeWrittenAreNamedBeforeTheRun() {
        for storage in [LoadDocument.Storage.file("/nowhere/a"), .sqlite("/nowhere/a.db")] {
            #expect(throws: StatisticsStore.Fault.self) { try StatisticsStore(storage) { _ in } }
        }
    }
}
