import Foundation
import Measurement
import Testing

@testable import Reporting

@Suite struct LocustCSVTests {
    private func rows(_ text: String) -> [String] { text.components(separatedBy: "\r\n").filter { !$0.isEmpty } }

    /// The header lines as Locust writes them.
    static let headers = [
        "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%",
        "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size",
        "Method,Name,Error,Occurrences,First Seen,Last Seen",
    ]

    @Test func theColumnsAreLocusts() throws {
        // The fourth file, of the suite's own metrics, is no file of Locust's.
        let files = try LocustCSV.files(try ExampleRuns.shop()).prefix(3)
        #expect(files.map(\.name) == ["plimsoll_stats.csv", "plimsoll_stats_history.csv", "plimsoll_failures.csv"])
        #expect(files.map { rows($0.text)[0] } == Self.headers)
        for file in files.prefix(2) {
            let columns = rows(file.text)[0].split(separator: ",").count
            for row in rows(file.text) {
                #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == columns, "\(row)")
            }
        }
    }

    @Test func aRowIsAnEndpointAndTheLastIsAggregated() throws {
        let rows = rows(LocustCSV.stats(try ExampleRuns.shop())).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(
            rows.dropFirst().map { "\($0[0])|\($0[1])" } == [
                "GET|/", "GET|/product/{id}", "POST|/cart/checkout", "TRANSACTION|buy", "|Aggregated",
            ])
        #expect(rows.last?[2] == "3000")
        #expect(rows.last?[3] == "9")
        #expect(rows[1][2] == "1000")
    }

    @Test func theHistoryAddsUp() throws {
        let history = rows(try LocustCSV.history(try ExampleRuns.shop())).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let last = try #require(history.last)
        #expect(last[0] == "1717243230")
        #expect(last[1] == "20")
        #expect(last[17] == "3000")
        #expect(last[18] == "9")
    }

    @Test func failuresHaveTheirMessageAndTimes() throws {
        let rows = rows(LocustCSV.failures(try ExampleRuns.shop()))
        #expect(
            rows[1]
                == "GET,/product/{id},\"expected status 200, got 503\",9,2024-06-01T12:00:10.000Z,2024-06-01T12:00:24.400Z"
        )
    }

    @Test func whatWasntMeasuredIsNA() throws {
        let row = try #require(rows(LocustCSV.stats(ExampleRuns.empty())).last)
        #expect(
            row == ",Aggregated,0,0,N/A,N/A,N/A,N/A,0,0,0," + Array(repeating: "N/A", count: 11).joined(separator: ","))
    }

    @Test(arguments: [
        ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"),
        ("@x", "'@x"), ("-1.5", "-1.5"), ("-x", "'-x"),
    ])
    func aFieldIsQuotedAsItMustBe(_ text: String, _ field: String) {
        #expect(CSV.field(text) == field)
    }

    @Test(arguments: [
        ("GET /", "GET", "/"), ("checkout", "", "checkout"), ("Buy it", "", "Buy it"), ("POST /a b", "POST", "/a b"),
        ("", "", ""),
    ])
    func aNameBeginsWithItsMethod(_ name: String, _ type: String, _ rest: String) {
        let split = LocustCSV.split(name, .request)
        #expect(split.type == type && split.name == rest)
    }

    /// As a user would read them: with Python's csv module.
    @Test func pythonReadsThem() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-csv-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for file in try LocustCSV.files(try ExampleRuns.shop()) {
            let url = folder.appendingPathComponent(file.name)
            try Data(file.text.utf8).write(to: url)
            files.append(url.path)
        }
        let script = """
            import csv, sys
            stats, history, failures, metrics = [list(csv.DictReader(open(p, newline=''))) for p in sys.argv[1:]]
            assert stats[-1]['Name'] == 'Aggregated' and int(stats[-1]['Request Count']) == 3000, stats[-1]
            assert float(stats[-1]['95%']) > float(stats[-1]['50%']) > 0
            assert sum(int(r['Request Count']) for r in stats if r['Type'] in ('GET', 'POST')) == 3000
            assert int(history[-1]['Total Request Count']) == 3000 and float(history[-1]['Requests/s']) > 0
            assert failures[0]['Error'] == 'expected status 200, got 503', failures
            assert metrics[0]['Name'] == 'orders' and float(metrics[0]['Total']) == 37.5, metrics
            print('read')
            """
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script] + files
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        #expect(said == "read\n")
    }
}
