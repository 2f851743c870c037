internal import Foundation
internal import Measurement
internal import Results

/// JUnit XML: a test suite, in it a test case for the run's validity, one for each limit and one for each check. The suite's own
/// metrics are its properties.
///
/// A broken limit that only should hold is a test case that is skipped with its reason, so that it shows without failing; and so is a
/// check that failed at times: what share of it is too much is a limit's to say.
enum JUnitReport {
    static func text(_ run: StoredRun) -> String {
        let suite = run.description.title
        var cases: [(name: String, failure: String?, skipped: String?)] = []
        let reasons = run.report.validity.reasons
        cases.append(
            (
                "the generator delivered the load",
                reasons.isEmpty ? nil : reasons.map(\.description).joined(separator: "; "), nil
            ))
        if !run.isComplete { cases.append(("the run came to its end", "it was cut off", nil)) }
        for limit in run.limits {
            let words = "\(limit.name): measured \(limit.measured.isEmpty ? "nothing" : limit.measured)"
            let isBroken = !limit.passed
            cases.append(
                (limit.name, isBroken && limit.isRequired ? words : nil, isBroken && !limit.isRequired ? words : nil))
        }
        for (name, check) in run.report.checks.sorted(by: { $0.key < $1.key }) {
            let all = check.passed + check.failed
            cases.append(
                (
                    "check: \(name)", nil,
                    check.failed > 0 ? "failed \(check.failed.grouped) of \(all.grouped) times" : nil
                ))
        }
        let failed = cases.count { $0.failure != nil }
        let skipped = cases.count { $0.skipped != nil }
        let time = run.report.runDuration.seconds.fixed(3)
        let counts =
            "tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(time)\""
        let name = suite.escapedForMarkup
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"plimsoll\" \(counts)>",
            "  <testsuite name=\"\(name)\" \(counts) timestamp=\"\(run.description.started.formatted(.iso8601).dropLast())\">",
        ]
        let properties =
            [("seed", String(run.description.seed)), ("load", run.description.load)]
            + run.report.metrics.map { ("metric.\($0.name)", $0.words) }
        lines.append("    <properties>")
        for (key, value) in properties {
            lines.append("      <property name=\"\(key.escapedForMarkup)\" value=\"\(value.escapedForMarkup)\"/>")
        }
        lines.append("    </properties>")
        for one in cases {
            let head = "    <testcase classname=\"\(name)\" name=\"\(one.name.escapedForMarkup)\" time=\"0\""
            if let failure = one.failure {
                let message = failure.escapedForMarkup
                lines += [
                    "\(head)>", "      <failure message=\"\(message)\" type=\"limit\">\(message)</failure>",
                    "    </testcase>",
                ]
            } else if let skipped = one.skipped {
                lines += ["\(head)>", "      <skipped message=\"\(skipped.escapedForMarkup)\"/>", "    </testcase>"]
            } else {
                lines.append("\(head)/>")
            }
        }
        let summary = TextReport(run).text.escapedForMarkup.replacing("&#10;", with: "\n")
        lines += ["    <system-out>\(summary)</system-out>", "  </testsuite>", "</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }
}
