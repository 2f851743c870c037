import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

/// Endpoints are called what a suite, a feeder or a target calls them: whatever that is, every form stays well-formed.
@Suite struct HostileNamesTests {
    static let names: [String] = [
        "GET /\"quoted\" 'single' `tick` ```fence```", "POST /a|b\\|c", "</script><script>alert(1)</script><!-- -->",
        "line\r\nbreak\nand\rreturn", "👩‍👩‍👧 🛒", "\u{202E}مرحبا", String(repeating: "long ", count: 2_000), "",
        ",\u{301} ; comma", "|\u{301} bar", "\"\u{301} quote",
        "\u{0}\u{1B}[31m\u{7F}\u{85}" + String(decoding: [0xEF, 0xBF, 0xBF], as: UTF8.self), "]]>",
        "=1+1",
        "%0A::error::x", "Tag=a,1.0,2.0", "@everyone #1 $x$ ~y~ [link](http://example.com)", "\t tab ", "{}[]\\n\\",
    ]

    private static func run() throws -> StoredRun {
        let events = names.map { Limit(name: "p95 of \($0)", passed: false, measured: $0).event(second: 5) }
        return try ExampleRuns.shop(
            length: 12, endpoints: names.map { Endpoint(name: $0) }, perSecond: 20, events: events,
            title: names.filter { $0.count < 100 }.joined(separator: " "))
    }

    /// With the readers of Python's own library, and the rules of those forms that it has no reader for.
    @Test func everyFormIsReadByItsReaders() throws {
        let run = try Self.run()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "plimsoll-forms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try JSONEncoder().encode(run.report.endpoints.map(\.name)).write(
            to: folder.appendingPathComponent("names.json"))
        for file in try ReportFormat.allCases.flatMap({ try $0.render(run) }) {
            try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.name))
        }
        let script = try #require(Bundle.module.url(forResource: "Fixtures/forms-reading.py", withExtension: nil))
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", script.path, folder.path]
        let (output, complaint) = (Pipe(), Pipe())
        python.standardOutput = output
        python.standardError = complaint
        try python.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let fault = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        #expect(python.terminationStatus == 0 && said == "read\n", "\(fault.suffix(2_000))")
    }

    @Test func theTextHasNoControlCharacters() throws {
        let text = TextReport(try Self.run()).text
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    }

    @Test(arguments: [
        ("a\"\u{301}b", "\"a\"\"\u{301}b\""), (",\u{301}", "\",\u{301}\""), ("\u{0}x", "␀x"), ("\r=1", "\"'\r=1\""),
    ])
    func aFieldIsQuotedWhateverFollowsItsSigns(_ text: String, _ field: String) {
        #expect(Array(CSV.field(text).unicodeScalars) == Array(field.unicodeScalars))
    }

    @Test func signsWithAccentsAreStillSigns() {
        #expect(MarkdownReport.cell("|\u{301}").unicodeScalars.first == "\\")
        #expect(!HistogramLog.tag(",\u{301} x").unicodeScalars.contains { $0 == "," || $0 == " " })
        #expect(HistogramLog.tag("") == "(unnamed)")
        #expect(PrometheusReport.escaped("a\rb\u{0}\u{7F}") == "a␍b␀␡")
    }
}
