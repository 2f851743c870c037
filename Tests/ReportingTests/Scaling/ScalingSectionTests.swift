import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

@Suite struct ScalingSectionTests {
    /// Two pods that become four at 0:10 of a run of 30 s, and two again at 1:20.
    private let scaling = ScalingDocument(
        zero: 1_767_268_800_000_000_000, observed: 90, load: 30,
        desired: [.init(second: -20, count: 2), .init(second: 8, count: 4), .init(second: 75, count: 2)],
        current: [], scheduled: [],
        ready: [.init(second: -20, count: 2), .init(second: 10.5, count: 4), .init(second: 80, count: 2)], pods: [],
        decisions: [
            .init(second: 8, from: 2, to: 4, decider: "autoscaler", reason: "cpu 140 % (target 70 %) <b>"),
            .init(second: 75, from: 4, to: 2, decider: "autoscaler", reason: "cpu 3 % (target 70 %)"),
        ],
        metrics: [], gaps: [.init(source: "pods", from: 40, to: 47, reason: "the watch ended")], usage: [],
        figures: ["recovery_s": .init(value: 50, missing: nil), "activation_s": .init(value: nil, missing: "no zero")],
        rows: [.init(name: "peak ready", text: "4 (most ready at once)"), .init(name: "recovery", text: "50 s")],
        chart: ["   4 │  ████", "   0 └━━────"])

    /// A run whose results hold a file of that content as its timeline.
    private func run(timeline: Data?, _ body: (StoredRun) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-scaling-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try timeline?.write(to: folder.appending(path: "timeline.json"))
        let shop = try ExampleRuns.shop(length: 30)
        try body(
            StoredRun(
                description: shop.description, report: shop.report, events: shop.events,
                folders: [ResultsFolder(url: folder)]))
    }

    @Test func replicasStandBesideLatencyAndLoadOnOneAxis() throws {
        try run(timeline: ResultsCoding.pretty().encode(scaling)) { run in
            let plots = try ScalingPlots(run, scaling).all
            #expect(plots.map(\.id) == ["scaling-response", "scaling-load", "scaling-replicas"])
            for plot in plots {
                #expect(plot.x.ticks.map(\.label) == plots[0].x.ticks.map(\.label))
                #expect(plot.x.place(90) == 1 && plot.x.place(45) == 0.5)
                #expect(plot.markers.map(\.x) == [30])
            }
            let ready = plots[2].series[0]
            #expect(ready.points.map(\.x) == [0, 10.5, 10.5, 80, 80, 90])
            #expect(ready.points.map(\.y) == [2, 2, 4, 4, 2, 2])
            #expect(plots[2].bands.map(\.from) == [40] && plots[2].bands.map(\.to) == [47])
            #expect(plots[2].tableRows.allSatisfy { $0.count == plots[2].tableHeader.count })
        }
    }

    @Test func thePageAndTheTextSayTheSame() throws {
        try run(timeline: ResultsCoding.pretty().encode(scaling)) { run in
            let page = try HTMLReport.text(run)
            #expect(page.contains("<h2 id=\"scaling\">Scaling</h2>"))
            #expect(page.contains("<dt>recovery</dt><dd>50 s</dd>"))
            #expect(page.contains("cpu 140 % (target 70 %) &lt;b&gt;"))
            #expect(page.contains("<td>2 → 4</td>"))
            #expect(page.contains(">not seen</i></span>"))
            #expect(
                TextReport(run).text.contains(
                    """
                    scaling
                         4 │  ████
                         0 └━━────
                      peak ready            4 (most ready at once)
                      recovery              50 s

                    """))
        }
    }

    @Test func theDocumentHoldsItUnchanged() throws {
        struct Report: Decodable {
            var scaling: ScalingDocument?
            var complete: Bool
        }
        try run(timeline: ResultsCoding.pretty().encode(scaling)) { run in
            let report = try JSONDecoder().decode(Report.self, from: Data(JSONReport.text(run).utf8))
            #expect(report.scaling == scaling)
            #expect(report.complete)
        }
    }

    @Test func aRunWithoutAClusterSaysNothingOfOne() throws {
        try run(timeline: nil) { run in
            let (page, document) = (try HTMLReport.text(run), try JSONReport.text(run))
            #expect(!page.contains("id=\"scaling\""))
            #expect(!TextReport(run).text.contains("scaling"))
            #expect(!document.contains("\"scaling\""))
        }
    }

    @Test func aBrokenTimelineIsSaid() throws {
        try run(timeline: Data(#"{"observed_s": 3}"#.utf8)) { run in
            #expect(throws: ResultsError.self) { try HTMLReport.text(run) }
            // Where the line is broken depends on how long the folder's path is.
            let words = TextReport(run).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("isn't a timeline of a cluster: "))
        }
    }
}
