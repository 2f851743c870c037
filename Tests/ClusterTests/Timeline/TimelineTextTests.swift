import Foundation
import Measurement
import Testing

@testable import Cluster

@Suite struct TimelineTextTests {
    @Test func theChartShowsWhatWasReadyOverTheLoad() {
        let chart = TimelineChart.text(of: Story.upAndDown.timeline(loadEnd: 60, until: 420), columns: 48)
        #expect(
            chart == """
                   4 │       ███████████████████████████████████████
                   3 │       ███████████████████████████████████████
                   2 │████████████████████████████████████████████████
                   1 │████████████████████████████████████████████████
                   0 └──────━━━━━━────────────────────────────────────
                      -01:00 to +07:00 · █ ready · ░ wanted · ━ load
                """
        )
    }

    @Test func theChartShadesWhatWasWantedAndNeverCame() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 1, ready: 1)), at: -59)
        story.learn(.pod(Story.pod("web-1", created: -600, ready: -590)), at: -59)
        story.learn(.workload(Story.workload(wanted: 2, ready: 1)), at: 10.5)
        let chart = TimelineChart.text(of: story.timeline(loadEnd: 60, until: 60), columns: 12)
        #expect(chart.hasPrefix("   2 │       ░░░░░\n   1 │████████████\n"))
    }

    @Test func aGapIsDrawnAsUnknown() {
        var story = Story.upAndDown
        story.learn(.blinded(.pods, since: Story.at(60), reason: "the watch ended"), at: 60)
        story.learn(.sighted(.pods), at: 180)
        let chart = TimelineChart.text(of: story.timeline(loadEnd: 60, until: 420), columns: 48)
        #expect(chart.contains("   1 │████████████????????????████████████████████████"))
        #expect(chart.contains("   4 │       █████            "))
    }

    @Test func changesArePrintedInTheOrderOfTime() {
        let lines = TimelineText.changes(
            of: Story.upAndDown.timeline(loadEnd: 60, until: 420), subjects: [.autoscaler, .workload])
        #expect(
            lines == """
                -00:59  workload    web: 2/2 ready, 2 up to date, 2 available
                -00:59  autoscaler  web-hpa: cpu 10 % (target 50 %)
                +00:15  workload    web: 2/4 ready, 4 up to date, 2 available
                +00:15  autoscaler  web-hpa: 2 → 4, cpu 100 % (target 50 %)
                +00:30  autoscaler  web-hpa: cpu 50 % (target 50 %)
                +01:15  autoscaler  web-hpa: cpu 5 % (target 50 %)
                +06:30  autoscaler  web-hpa: 4 → 2, cpu 5 % (target 50 %)
                +06:30  workload    web: 4/2 ready, 2 up to date, 4 available
                """
        )
    }

    @Test func theDocumentHoldsSeriesAndFigures() throws {
        let timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        let text = try TimelineDocument.text(of: timeline)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let figures = try #require(document["figures"] as? [String: [String: Any]])
        #expect(figures["recovery_s"]?["value"] as? Double == 331)
        #expect(figures["peak_ready"]?["value"] as? Double == 4)
        #expect(figures["activation_s"]?["missing"] as? String != nil)
        #expect((document["ready"] as? [[String: Any]])?.compactMap { $0["count"] as? Int } == [2, 3, 4, 3, 2])
        #expect((document["pods"] as? [[String: Any]])?.count == 4)
        #expect(document["load_s"] as? Double == 60)
        #expect((document["chart"] as? [String])?.count == 6)
        #expect((document["rows"] as? [[String: String]])?.contains { $0["name"] == "recovery" } == true)
    }

    @Test func gapsOfOneCauseShareALine() {
        var story = Story.upAndDown
        for source in [ObservedSource.pods, .workload] {
            story.learn(.blinded(source, since: Story.at(60), reason: "the server died"), at: 61)
            story.learn(.sighted(source), at: 70)
        }
        let rows = TimelineText.figures(of: story.timeline(loadEnd: 60, until: 420)).filter { $0.name == "gap" }
        #expect(rows.map(\.text) == ["the pods, the workload from +01:00 to +01:10: the server died"])
    }

    @Test func theSummaryNamesEveryFigureOnce() {
        let summary = "\(Story.upAndDown.timeline(loadEnd: 60, until: 420))"
        #expect(summary.contains("peak ready            4 (most ready at once)"))
        #expect(summary.contains("recovery              5 min 31 s (from the load's end to 2 ready again)"))
    }
}
