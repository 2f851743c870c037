import Foundation
import Measurement
import Results
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import Reporting

private let limits = [
    Limit(name: "p95 < 300 ms", passed: true, measured: "232 ms (p95 of 3,000)"),
    Limit(name: "error rate < 0.1 %", passed: false, measured: "0.3 % (9 failed of 3,000)"),
    Limit(name: "p99 < 100 ms & <fast>", passed: false, isRequired: false, measured: ""),
]

private func limited(invalid: [InvalidReason] = []) throws -> StoredRun {
    try ExampleRuns.shop(invalid: invalid, events: limits.map { $0.event(second: 30) })
}

@Suite struct LimitTests {
    @Test(arguments: limits)
    func aLimitComesBackFromItsEvent(_ limit: Limit) throws {
        let event = limit.event(second: 3)
        let coded = try ResultsCoding.decoder().decode(Event.self, from: try ResultsCoding.lines().encode(event))
        #expect(Limit(coded) == limit)
    }

    @Test func aLimitWithoutAnOutcomeIsBroken() {
        #expect(Limit(Event(second: 0, kind: "limit", message: "x"))?.passed == false)
        #expect(Limit(Event(second: 0, kind: "guard", message: "x")) == nil)
    }

    @Test func theTextMarksThem() throws {
        let text = TextReport(try limited()).text
        #expect(text.contains("  ✓ p95 < 300 ms: measured 232 ms (p95 of 3,000)\n"))
        #expect(text.contains("  ✗ must error rate < 0.1 %: measured 0.3 % (9 failed of 3,000)\n"))
        #expect(text.contains("  ! should p99 < 100 ms & <fast>: measured nothing\n"))
    }
}

@Suite struct JUnitTests {
    /// What a parser of XML finds.
    private final class Reader: NSObject, XMLParserDelegate {
        var cases: [String: String] = [:]
        var suite: [String: String] = [:]
        private var current = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            switch name {
            case "testsuite": suite = attributes
            case "testcase":
                current = attributes["name"] ?? ""
                cases[current] = "passed"
            case "failure", "skipped": cases[current] = "\(name): \(attributes["message"] ?? "")"
            default: break
            }
        }
    }

    private func read(_ run: StoredRun) throws -> Reader {
        let reader = Reader()
        let parser = XMLParser(data: Data(JUnitReport.text(run).utf8))
        parser.delegate = reader
        let isXML = parser.parse()
        #expect(isXML, "\(String(describing: parser.parserError))")
        return reader
    }

    @Test func limitsAndChecksAreTestCases() throws {
        let reader = try read(try limited())
        #expect(
            reader.cases == [
                "the generator delivered the load": "passed",
                "p95 < 300 ms": "passed",
                "error rate < 0.1 %": "failure: error rate < 0.1 %: measured 0.3 % (9 failed of 3,000)",
                "p99 < 100 ms & <fast>": "skipped: p99 < 100 ms & <fast>: measured nothing",
                "check: is JSON": "passed",
                "check: has a total": "skipped: failed 25 of 975 times",
            ])
        #expect(reader.suite["tests"] == "6")
        #expect(reader.suite["failures"] == "1")
        #expect(reader.suite["skipped"] == "2")
        #expect(reader.suite["timestamp"] == "2024-06-01T12:00:00")
    }

    @Test func anInvalidOrCutOffRunFails() throws {
        let run = try ExampleRuns.shop(
            invalid: [InvalidReason("late", remedy: "slower")], isComplete: false, title: "\u{1b}[31m]]>\u{0}&\"")
        let reader = try read(run)
        #expect(reader.cases["the generator delivered the load"] == "failure: late – slower")
        #expect(reader.cases["the run came to its end"] == "failure: it was cut off")
    }
}

@Suite struct DocumentTests {
    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func theFiguresAreADocument() throws {
        let document = try json(try JSONReport.text(try limited()))
        #expect(document["schema"] as? Int == 1)
        #expect(document["valid"] as? Bool == true)
        let totals = try #require(document["totals"] as? [String: Any])
        #expect(totals["requests"] as? Int == 3_000)
        #expect(totals["error_rate"] as? Double == 0.003)
        #expect(totals["p999_ns"] as? Int != nil)
        #expect(
            (document["endpoints"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == [
                "GET /", "GET /product/{id}", "POST /cart/checkout", "buy",
            ])
        #expect((document["phases"] as? [[String: Any]])?.count == 3)
    }

    @Test func whatIsMissingIsNullWithAReason() throws {
        let totals = try #require(try json(try JSONReport.text(ExampleRuns.empty()))["totals"] as? [String: Any])
        #expect(totals["p95_ns"] is NSNull)
        #expect((totals["missing"] as? [String: String])?["p95_ns"] == "no samples")
        #expect((totals["missing"] as? [String: String])?["error_rate"] == "no requests")
    }

    @Test func artillerysShapeIsKept() throws {
        let document = try json(try ArtilleryReport.text(try ExampleRuns.shop()))
        #expect(Set(document.keys) == ["aggregate", "intermediate"])
        let aggregate = try #require(document["aggregate"] as? [String: Any])
        #expect(
            Set(aggregate.keys) == [
                "counters", "rates", "summaries", "histograms", "period", "firstMetricAt", "lastMetricAt",
            ])
        let counters = try #require(aggregate["counters"] as? [String: Double])
        #expect(counters["http.requests"] == 3_000)
        #expect(counters["http.codes.200"] == 2_991)
        #expect(counters["http.codes.503"] == 9)
        #expect(counters["vusers.skipped"] == 0)
        #expect(counters["vusers.completed"] == 742)
        #expect(counters["vusers.failed"] == 8)
        let summary = try #require((aggregate["summaries"] as? [String: Any])?["http.response_time"] as? [String: Any])
        #expect(
            Set(summary.keys) == ["min", "max", "count", "mean", "p50", "median", "p75", "p90", "p95", "p99", "p999"])
        #expect((document["intermediate"] as? [Any])?.count == 3)
    }

    @Test func aPullRequestIsToldTheVerdictFirst() throws {
        let text = MarkdownReport.text(try limited())
        #expect(text.hasPrefix("## ❌ SmokeShop / shoppersBrowseAndBuy\n"))
        #expect(text.contains("| ❌ | error rate &lt; 0.1 % | 0.3 % (9 failed of 3,000) |"))
        #expect(text.contains("| ⚠️ | p99 &lt; 100 ms &amp; &lt;fast&gt; |"))
        #expect(text.contains("| GET /product/{id} | 1,000 | 9 |"))
        let invalid = MarkdownReport.text(try limited(invalid: [InvalidReason("late", remedy: "slower")]))
        #expect(invalid.hasPrefix("## ⚠️ invalid SmokeShop"))
        #expect(invalid.contains("> **Invalid:** late – slower"))
        #expect(MarkdownReport.text(try ExampleRuns.shop()).hasPrefix("## ✅ "))
    }

    @Test func aCommentStaysWithinGitHubsLimit() throws {
        let endpoints = (0..<2_000).map { Endpoint(name: "GET /\($0)/" + String(repeating: "x", count: 100)) }
        let run = try ExampleRuns.shop(length: 6, endpoints: endpoints, perSecond: 1)
        let text = MarkdownReport.text(run)
        #expect(text.utf8.count <= 65_536)
        #expect(text.contains("More didn't fit here"))
    }

    @Test func textFromOutsideStaysText() {
        #expect(MarkdownReport.cell("a|b\n@all <b>*x*</b>") == "a\\|b @\u{200b}all &lt;b&gt;\\*x\\*&lt;/b&gt;")
        #expect(GitHubAnnotations.escaped("50%: a,b\n::error::x", isProperty: false) == "50%25: a,b%0A::error::x")
        #expect(GitHubAnnotations.escaped("a:b,c", isProperty: true) == "a%3Ab%2Cc")
        #expect(PrometheusReport.escaped("a\"b\\c\nd") == "a\\\"b\\\\c\\nd")
        #expect(PrometheusReport.escaped("a\r\nb") == "a␍\\nb")
    }

    @Test func atMostTenAnnotationsOfAKind() throws {
        let invalid = (1...14).map { InvalidReason("reason \($0)", remedy: "x") }
        let lines = GitHubAnnotations.text(try limited(invalid: invalid)).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("::error ") } == 10)
        #expect(lines.count { $0.hasPrefix("::warning ") } <= 10)
        #expect(lines.contains { $0.hasSuffix("::6 more; see the step summary") })
        #expect(lines[0] == "::error title=SmokeShop / shoppersBrowseAndBuy::invalid: reason 1 – x")
    }

    @Test func prometheusReadsBaseUnits() throws {
        let text = PrometheusReport.text(try ExampleRuns.shop())
        let labels =
            "{suite=\"SmokeShop / shoppersBrowseAndBuy\",scenario=\"shoppers\",target=\"shop (http://127.0.0.1:8080)\",endpoint=\"GET /\""
        for line in [
            "# TYPE plimsoll_response_time_seconds histogram", "plimsoll_requests_total\(labels)} 1000",
            "plimsoll_response_time_seconds_bucket\(labels),le=\"+Inf\"} 1000",
            "plimsoll_response_time_seconds_bucket\(labels),le=\"0.005\"} 0",
            "plimsoll_response_time_seconds_bucket\(labels),le=\"1\"} 1000",
            "plimsoll_response_time_seconds_count\(labels)} 1000",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
        #expect(text.contains("plimsoll_failures_total") && text.contains("kind=\"status\"} 9\n"))
        // Every family is declared once and buckets never fall.
        let types = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
        #expect(Set(types).count == types.count)
    }

    @Test func theHistogramLogCanBeReadAgain() throws {
        let lines = try HistogramLog.text(try ExampleRuns.shop()).split(separator: "\n").map(String.init)
        #expect(lines[0] == "#[Histogram log format version 1.3]")
        #expect(lines[1] == "#[StartTime: 1717243200.000 (seconds since epoch), 2024-06-01T12:00:00Z]")
        var merged = Histogram()
        for line in lines where line.hasPrefix("Tag=") {
            let fields = line.split(separator: ",").map(String.init)
            #expect(fields.count == 5)
            if fields[0] == "Tag=GET_/" { merged.merge(try Histogram(base64: fields[4])) }
        }
        #expect(merged == (try ExampleRuns.shop()).report["GET /"].evidence.tally.response)
    }

    @Test func twoRunsStandSideBySide() throws {
        let text = RunDifference.text(try ExampleRuns.shop(failing: false), try ExampleRuns.shop())
        #expect(text.contains("errors               0 %       0.3 %    +0.30 pp") || text.contains("+0.30 pp"))
        #expect(text.contains("0.0 %"))
        #expect(text.contains("Numbers only"))
    }

    @Test(arguments: ReportFormat.allCases)
    func everyFormRendersEveryRun(_ format: ReportFormat) throws {
        for run in [try limited(), ExampleRuns.empty(), try ExampleRuns.shop(length: 1, perSecond: 1)] {
            let files = try format.render(run)
            #expect(!files.isEmpty)
            #expect(
                files.allSatisfy {
                    !$0.text.isEmpty && ($0.text.hasSuffix("\n") || $0.text.hasSuffix("\r\n"))
                        || $0.name == "histograms.hlog"
                })
        }
    }
}
