import Foundation
import Fuzzing
import Measurement
import Results
import Testing

@testable import Reporting

/// A timeline that was damaged, or written by a stranger: it is refused or left out, and the page is written all the same.
@Suite struct DamagedScalingTests {
    @Test func aPageIsWrittenWhateverTheTimelineSays() throws {
        let scaling = ScalingDocument(
            zero: 1_767_268_800_000_000_000, observed: 90, load: 30,
            desired: [.init(second: -20, count: 2), .init(second: 8, count: 4)], current: [],
            scheduled: [],
            ready: [.init(second: -20, count: 2), .init(second: 10.5, count: 4)], pods: [],
            decisions: [.init(second: 8, from: 2, to: 4, decider: "autoscaler", reason: "cpu 140 %")],
            metrics: [], gaps: [.init(source: "pods", from: 40, to: 47, reason: "the watch ended")],
            usage: [],
            figures: [
                "recovery_s": .init(value: 50, missing: nil),
                "activation_s": .init(value: nil, missing: "none"),
            ],
            rows: [.init(name: "peak ready", text: "4")], chart: ["4 █"])
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "plimsoll-damaged-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = try ExampleRuns.shop(length: 30)
        let run = StoredRun(
            description: shop.description, report: shop.report, events: shop.events,
            folders: [ResultsFolder(url: folder)])
        var shown = 0
        try Damage([[UInt8](ResultsCoding.pretty().encode(scaling))]).forEach(rounds: 100) {
            text, note in
            try Data(text).write(to: folder.appending(path: "timeline.json"))
            do {
                shown += try HTMLReport.text(run).contains("<h2 id=\"scaling\">") ? 1 : 0
                _ = TextReport(run).text
            } catch {
                #expect(error is ResultsError, "\(note): \(error)")
            }
        }
        #expect(shown > 2)
    }
}
