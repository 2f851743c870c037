import Foundation
import Gate
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reports and verdicts against what the schemas of Jenkins (junit-10.xsd) and of Ant's tasks (Windy Road's JUnit.xsd) both take: which
/// element may stand where, which attributes it must and may have, and in which order.
@Suite struct JUnitShapeTests {
    /// What an element may hold, in this order, and the attributes that it must and may have.
    private struct Rule {
        var children: [String] = []
        var required: Set<String> = []
        var optional: Set<String> = []
    }

    private static let rules: [String: Rule] = [
        "testsuites": Rule(children: ["testsuite"]),
        "testsuite": Rule(
            children: ["properties", "testcase", "system-out", "system-err"],
            required: [
                "name", "tests", "failures", "errors", "time", "timestamp", "hostname", "id", "package",
            ], optional: ["skipped"]),
        "properties": Rule(children: ["property"]),
        "property": Rule(required: ["name", "value"]),
        "testcase": Rule(children: ["skipped", "error", "failure"], required: ["name", "classname", "time"]),
        "failure": Rule(required: ["type"], optional: ["message"]),
        "error": Rule(required: ["type"], optional: ["message"]),
        "skipped": Rule(optional: ["type", "message"]),
        "system-out": Rule(),
        "system-err": Rule(),
    ]

    /// Holds a document against the rules as it is read.
    private final class Checker: NSObject, XMLParserDelegate {
        var faults: [String] = []
        var counts: [String: Int] = [:]
        var suite: [String: String] = [:]
        private var open: [(name: String, place: Int)] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            counts[name, default: 0] += 1
            guard let rule = JUnitShapeTests.rules[name] else {
                faults.append("there is no element \(name)")
                return
            }
            if name == "testsuite" { suite = attributes }
            let isNameless = ["testsuite", "property"].contains(name) && attributes["name"]?.isEmpty != false
            if isNameless { faults.append("\(name) has no name") }
            let given = Set(attributes.keys)
            if !rule.required.isSubset(of: given) { faults.append("\(name) lacks \(rule.required.subtracting(given))") }
            let further = given.subtracting(rule.required).subtracting(rule.optional)
            if !further.isEmpty { faults.append("\(name) can't have \(further)") }
            if let parent = open.last {
                let order = JUnitShapeTests.rules[parent.name]?.children ?? []
                if let place = order.firstIndex(of: name) {
                    if place < parent.place { faults.append("\(name) comes too late in \(parent.name)") }
                    open[open.count - 1].place = place
                } else {
                    faults.append("\(name) can't be in \(parent.name)")
                }
            } else if name != "testsuites" {
                faults.append("the root is \(name)")
            }
            open.append((name, 0))
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            open.removeLast()
        }
    }

    private func check(_ text: String) throws -> Checker {
        let checker = Checker()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = checker
        let isXML = parser.parse()
        #expect(isXML)
        #expect(checker.faults == [])
        // The numbers of the suite are those of its elements.
        #expect(checker.suite["tests"] == String(checker.counts["testcase", default: 0]))
        #expect(checker.suite["failures"] == String(checker.counts["failure", default: 0]))
        #expect(checker.suite["errors"] == String(checker.counts["error", default: 0]))
        #expect(checker.suite["skipped"] == String(checker.counts["skipped", default: 0]))
        for part in ["properties", "system-out", "system-err"] { #expect(checker.counts[part] == 1, "\(part)") }
        let timestamp = try #require(checker.suite["timestamp"])
        #expect(timestamp.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
        #expect(checker.suite["time"]?.wholeMatch(of: /\d+\.\d{3}/) != nil)
        return checker
    }

    @Test(arguments: [true, false])
    func theReportKeepsToTheSchemas(failing: Bool) throws {
        let limits = [
            Limit(name: "p95 < 300 ms", passed: !failing, measured: "232 ms"),
            Limit(name: "p99 < 1 s", passed: !failing, isRequired: false, measured: "2 s"),
        ]
        let run = try ExampleRuns.shop(
            failing: failing, events: limits.map { $0.event(second: 30) }, isComplete: !failing, title: "a & <b> \"c\"")
        let checker = try check(JUnitReport.text(run))
        #expect(checker.counts["property", default: 0] > 2)
    }

    @Test(arguments: [Outcome.fail, .pass, .improved, .inconclusive], [true, false])
    func aVerdictKeepsToTheSchemas(outcome: Outcome, isInvalid: Bool) throws {
        var verdict = Verdict(suite: "LoadShop", mode: .paired, outcome: isInvalid ? .inconclusive : outcome)
        verdict.metrics = [MetricVerdict(metric: "p50 <&>", isGated: true, outcome: outcome, sentence: "\"so\"\n\u{0}")]
        if isInvalid { verdict.faults = ["late", "later"] }
        let checker = try check(VerdictJUnit.of([verdict], at: Date(timeIntervalSince1970: 1_717_243_200.9)))
        #expect(checker.suite["timestamp"] == "2024-06-01T12:00:00")
        #expect(checker.suite["name"] == "LoadShop")
    }

    @Test func aSuiteWithoutANameGetsOne() throws {
        let document = JUnitDocument(suites: [JUnitDocument.Suite(name: " ", started: Date())])
        #expect(try check(document.text).suite["name"] == "load test")
    }
}
