import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
    @Test func thePageStandsAlone() throws {
        let page = try HTMLReport.text(try ExampleRuns.shop())
        #expect(!page.contains("<script"))
        #expect(!page.contains("src="))
        #expect(!page.contains("@import"))
        #expect(!page.contains("href=\"http"))
        #expect(page.contains("prefers-color-scheme:dark"))
        #expect(page.contains("@media print"))
    }

    @Test func theProcessorsAreShownWithWhatTheHostTookOfThem() throws {
        let page = try HTMLReport.text(try ExampleRuns.shop(taken: (stolen: 0.12, throttled: nil)))
        #expect(page.contains("<dd>31 % (mean of 25 s); the host took 12 % of the processors</dd>"))
        #expect(!(try HTMLReport.text(try ExampleRuns.shop())).contains("the host took"))
    }

    @Test func everyPlotCanBeReadWithoutSeeingIt() throws {
        let run = try ExampleRuns.shop()
        let plots = try RunPlots(run).all
        #expect(plots.map(\.id) == ["response", "throughput", "errors", "users", "distribution", "nines"])
        for plot in plots {
            #expect(plot.html.contains("<desc id=\"\(plot.id)-d\">") && plot.html.contains("role=\"img\""))
            #expect(!plot.tableRows.isEmpty)
            #expect(plot.tableRows.allSatisfy { $0.count == plot.tableHeader.count })
        }
    }

    @Test func phasesAreShadedAndTheWarmUpIsMarked() throws {
        let page = try HTMLReport.text(try ExampleRuns.shop())
        #expect(page.contains("class=\"excluded\""))
        #expect(page.contains(">warm-up (left out)</i></span>"))
        #expect(page.contains(">sustained</i></span>"))
    }

    @Test func textFromOutsideStaysText() throws {
        let evil = "<script>alert(1)</script>\"'&"
        let run = try ExampleRuns.shop(endpoints: [Endpoint(name: evil), Endpoint(name: evil + "2")], title: evil)
        let page = try HTMLReport.text(run)
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
    }

    @Test func anInvalidRunSaysSoAtTheTop() throws {
        let page = try HTMLReport.text(try ExampleRuns.shop(invalid: [InvalidReason("late", remedy: "slower")]))
        #expect(page.contains("Invalid: these figures can't be believed."))
        #expect(page.contains("<li>late – slower</li>"))
        #expect(try HTMLReport.text(ExampleRuns.empty()).contains("nothing was measured"))
    }

    @Test func aLongRunHasNoMorePointsThanCanBeSeen() throws {
        let run = try ExampleRuns.shop(length: 3_000, perSecond: 2)
        let plots = try RunPlots(run).all
        #expect(
            plots.allSatisfy { plot in plot.series.allSatisfy { $0.points.count <= 240 } && plot.tableRows.count <= 60 }
        )
        #expect(try HTMLReport.text(run).utf8.count < 1_000_000)
    }

    @Test func scalesEndAtRoundNumbers() {
        #expect(PlotAxis.linear(upTo: 37, label: { $0.short() }).ticks.map(\.label) == ["0", "10", "20", "30", "40"])
        #expect(PlotAxis.linear(upTo: 0, label: { $0.short() }).ticks.count > 1)
        #expect(PlotAxis.time(90).ticks.map(\.label) == ["0:00", "0:15", "0:30", "0:45", "1:00", "1:15", "1:30"])
        #expect(
            PlotAxis.durations(from: 1e6, to: 1e8).ticks.map(\.label) == [
                "1 ms", "2 ms", "5 ms", "10 ms", "20 ms", "50 ms", "100 ms",
            ])
        #expect(PlotAxis.nines(samples: 1_000).ticks.map(\.label) == ["min", "p50", "p90", "p99", "p99.9"])
        let axis = PlotAxis.durations(from: 1e6, to: 1e8)
        #expect(abs(axis.place(1e7) - 0.5) < 1e-9)
        #expect(axis.place(1) == 0 && axis.place(1e12) == 1)
    }
}
