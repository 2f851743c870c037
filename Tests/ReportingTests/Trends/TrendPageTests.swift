import Foundation
import Gate
import Testing

@testable import Reporting

@Suite struct TrendPageTests {
    private func series(_ values: [Double], suite: String = "LoadShop", commit: String = "c0ffee") -> HistorySeries {
        HistorySeries(
            metric: Metric(.p50, of: "GET /"), suite: suite, runnerClass: "ci", workload: "cafe",
            points: values.enumerated().map { index, value in
                HistorySeries.Point(
                    run: "run-\(index)", moment: Date(timeIntervalSince1970: 1_760_000_000 + Double(index) * 86_400),
                    commit: "\(commit)\(index)", value: value)
            })
    }

    /// Levels that change by a factor at a place, with a ripple of some thousandths.
    private func levels(_ count: Int, from place: Int, by factor: Double, of base: Double = 20e6) -> [Double] {
        (0..<count).map { index -> Double in
            let ripple = Double(index * 7 % 5 - 2)
            let level = index < place ? base : base * factor
            return level * (1 + 0.004 * ripple)
        }
    }

    private var step: [Double] { levels(40, from: 25, by: 1.2) }

    @Test func thePageStandsAloneAndNamesWhereALevelChanged() {
        let page = TrendPage.html(of: [series(step), series(Array(repeating: 5e6, count: 12), suite: "LoadChat")])
        for part in ["<script", "src=", "@import", "href=\"http"] { #expect(!page.contains(part)) }
        #expect(page.contains("prefers-color-scheme:dark"))
        #expect(page.contains("<li>worse, +20"))
        #expect(page.contains("with commit c0ffee25 (before: c0ffee24)"))
        #expect(page.contains("<path class=\"marker\""))
        #expect(page.contains("<li>no change of level since 2025-10-09</li>"))
        #expect(page.contains("LoadChat, LoadShop"))
    }

    @Test func everyRunStandsInTheTableWithItsCommit() {
        let one = series(step)
        let plot = TrendPlot(series: one, changes: one.changes(), id: "trend-1").plot
        #expect(plot.tableRows.count == 40)
        #expect(plot.tableRows.first == ["2025-11-17", "24.1 ms", "c0ffee39", "run-39"])
        #expect(plot.hovers.count == 40)
        #expect(plot.html.contains("<desc id=\"trend-1-d\">"))
        #expect(plot.y.ticks.allSatisfy { (0...1).contains($0.place) })
    }

    @Test func aLongHistoryIsDrawnToItsEndAndSearchedFromItsBeginning() {
        let one = series(levels(300, from: 20, by: 1 / 1.3, of: 26e6))
        let changes = one.changes()
        let plot = TrendPlot(series: one, changes: changes, id: "t").plot
        #expect(changes.map(\.index) == [20])
        #expect(plot.tableRows.count == TrendPlot.most && plot.markers.isEmpty)
        #expect(plot.description.contains("better, −2"))
    }

    @Test func theReportOfARunShowsItsSuitesHistory() throws {
        let run = try ExampleRuns.shop()
        #expect(try !HTMLReport.text(run).contains("id=\"trend\""))
        #expect(try !HTMLReport.text(run, history: [series([20e6])]).contains("id=\"trend\""))
        #expect(try HTMLReport.text(run, history: [series(step)]).contains("<h2 id=\"trend\">Over the runs</h2>"))
    }

    @Test func namesFromOutsideStayText() {
        let evil = "<script>alert(1)</script>"
        #expect(!TrendPage.html(of: [series(step, suite: evil, commit: "<script>")]).contains("<script"))
    }
}
