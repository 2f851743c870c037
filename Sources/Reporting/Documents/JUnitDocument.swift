internal import Foundation
internal import Measurement

/// JUnit XML in the shape that the schemas of Jenkins (`junit-10.xsd` of its xUnit plugin) and of Ant's tasks (`JUnit.xsd` of Windy Road) share.
///
/// They agree on little: nothing may stand on the root, whose sums every reader makes by itself; a suite has all of its attributes, and its
/// parts come in one order, empty ones too. Surefire's own schema, which knows no time stamp, can't be kept to at the same time.
struct JUnitDocument {
    /// What became of a test case.
    enum Outcome: Equatable {
        /// All is well.
        case passed
        /// Found wanting, by a limit for one.
        case failed(type: String, message: String)
        /// It couldn't be judged.
        case error(type: String, message: String)
        /// Left out, or shown without failing.
        case skipped(message: String)
    }

    /// A test case.
    struct Case {
        let name: String
        let outcome: Outcome

        init(_ name: String, _ outcome: Outcome = .passed) {
            self.name = name
            self.outcome = outcome
        }
    }

    /// A test suite.
    struct Suite {
        let name: String
        /// How long it took.
        var seconds = 0.0
        let started: Date
        var properties: [(name: String, value: String)] = []
        var cases: [Case] = []
        /// What it printed.
        var output = ""
    }

    let suites: [Suite]

    /// The document.
    var text: String {
        let lines = suites.enumerated().flatMap { Self.lines(of: $1, number: $0) }
        return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"] + lines + ["</testsuites>"])
            .joined(separator: "\n") + "\n"
    }

    private static func lines(of suite: Suite, number: Int) -> [String] {
        // A name of blanks counts as none.
        let name = suite.name.contains { !$0.isWhitespace } ? suite.name.escapedForMarkup : "load test"
        func count(_ element: String) -> Int { suite.cases.count { $0.outcome.element == element } }
        let attributes: [(String, String)] = [
            ("name", name), ("tests", String(suite.cases.count)), ("failures", String(count("failure"))),
            ("errors", String(count("error"))), ("skipped", String(count("skipped"))),
            ("time", max(suite.seconds, 0).fixed(3)),
            // In UTC, without saying so.
            ("timestamp", String(suite.started.formatted(.iso8601).dropLast())), ("hostname", "localhost"),
            // A package would be put in front of the name.
            ("id", String(number)), ("package", ""),
        ]
        let properties = suite.properties.map {
            "      <property name=\"\($0.name.escapedForMarkup)\" value=\"\($0.value.escapedForMarkup)\"/>"
        }
        // The lines of the output stay lines.
        let output = suite.output.split(separator: "\n", omittingEmptySubsequences: false).map(\.escapedForMarkup)
        return ["  <testsuite " + attributes.map { "\($0)=\"\($1)\"" }.joined(separator: " ") + ">"]
            + ["    <properties>"] + properties + ["    </properties>"]
            + suite.cases.flatMap { lines(of: $0, class: name) }
            + ["    <system-out>\(output.joined(separator: "\n"))</system-out>", "    <system-err></system-err>"]
            + ["  </testsuite>"]
    }

    private static func lines(of one: Case, class name: String) -> [String] {
        let head = "    <testcase classname=\"\(name)\" name=\"\(one.name.escapedForMarkup)\" time=\"0\""
        let result: String
        switch one.outcome {
        case .passed: return [head + "/>"]
        case .failed(let type, let message), .error(let type, let message):
            let (element, words) = (one.outcome.element ?? "", message.escapedForMarkup)
            result = "<\(element) message=\"\(words)\" type=\"\(type.escapedForMarkup)\">\(words)</\(element)>"
        case .skipped(let message): result = "<skipped message=\"\(message.escapedForMarkup)\"/>"
        }
        return [head + ">", "      " + result, "    </testcase>"]
    }
}

extension JUnitDocument.Outcome {
    /// The element that tells it; none for a pass.
    fileprivate var element: String? {
        switch self {
        case .passed: nil
        case .failed: "failure"
        case .error: "error"
        case .skipped: "skipped"
        }
    }
}
