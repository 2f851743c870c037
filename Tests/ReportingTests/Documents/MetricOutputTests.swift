import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

/// The suite's own metrics – a counter, a gauge and a timing – are in every form of a report.
@Suite struct MetricOutputTests {
    @Test(arguments: ReportFormat.allCases)
    func everyFormShowsThem(_ format: ReportFormat) throws {
        let text = try format.render(try ExampleRuns.shop()).map(\.text).joined()
        for name in ["orders", "queue depth", "render"] {
            #expect(
                text.contains(name) || text.contains(HistogramLog.tag(name)),
                "\(format.rawValue) doesn't tell of \(name)")
        }
    }

    @Test func theCSVHasARowForEach() throws {
        let run = try ExampleRuns.shop()
        let file = try #require(try LocustCSV.files(run).first { $0.name == "plimsoll_metrics.csv" })
        let rows = file.text.split(separator: "\r\n").map(String.init)
        #expect(rows[0] == MetricsCSV.columns.joined(separator: ","))
        #expect(rows[1].hasPrefix("orders,counter,37.5,1.5,,"))
        #expect(rows[2].hasPrefix("queue depth,gauge,,,29,5,29,17,"))
        #expect(rows[3].hasPrefix("render,timing,,,,2.99"))
        #expect(rows.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 14 })
    }

    @Test func aRunWithoutMetricsHasThreeFiles() throws {
        #expect(try LocustCSV.files(ExampleRuns.empty()).count == 3)
    }

    @Test func artilleryHasThemInEachPeriod() throws {
        let text = try ArtilleryReport.text(try ExampleRuns.shop())
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let aggregate = try #require(document["aggregate"] as? [String: Any])
        #expect((aggregate["counters"] as? [String: Double])?["orders"] == 37.5)
        let periods = try #require(document["intermediate"] as? [[String: Any]])
        let parts = periods.compactMap { ($0["counters"] as? [String: Double])?["orders"] }
        #expect(parts.reduce(0, +) == 37.5)
        let summaries = try #require(periods.last?["summaries"] as? [String: [String: Double]])
        #expect(summaries["queue depth"]?["max"] == 29)
        #expect(summaries["queue depth"]?["p95"] == nil)
        #expect(summaries["render"]?["p95"] == 3)
    }

    @Test func prometheusHasATimingsHistogram() throws {
        let text = PrometheusReport.text(try ExampleRuns.shop())
        #expect(text.contains("# TYPE plimsoll_custom_seconds histogram\n"))
        #expect(text.contains("name=\"render\",le=\"0.005\"} 25\n"))
    }

    @Test func twoRunsAreComparedByThem() throws {
        let text = RunDifference.text(try ExampleRuns.shop(), try ExampleRuns.shop())
        #expect(text.contains("orders"))
        #expect(text.contains("render"))
    }

    @Test func theyCarryLimits() throws {
        let report = try ExampleRuns.shop().report
        #expect(report.metric("orders").total >= 30)
        #expect(!(report.metric("orders").rate > 2))
        #expect(report.metric("queue depth").max < 30)
        #expect(report.metric("render").timing.p95 < .milliseconds(4))
        #expect(!(report.metric("orders").last < 1e9), "a counter has no last value, so its limit is broken")
        #expect(report.metrics.map(\.name) == ["orders", "queue depth", "render"])
        #expect(report.metrics.map(\.kind) == [.counter, .gauge, .timing])
    }
}
