package import Gate

/// A verdict as JUnit XML: a testcase a gated metric, an inconclusive one skipped with its sentence.
package enum VerdictJUnit {
    /// Returns the document.
    package static func of(_ verdicts: [Verdict]) -> String {
        let suites = verdicts.map(suite).joined()
        return
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"plimsoll gate\">\n\(suites)</testsuites>\n"
    }

    private static func suite(_ verdict: Verdict) -> String {
        let gated = verdict.metrics.filter(\.isGated)
        let whole = verdict.mismatches + verdict.testFailures + verdict.faults
        let wholeIsError = verdict.outcome == .inconclusive && !whole.isEmpty
        let failures = gated.count { $0.outcome == .fail }
        let undecided = gated.count { $0.outcome == .inconclusive }
        // A regression that a second machine didn't find has no metric to skip.
        let obstacle = whole.isEmpty && undecided == 0 ? verdict.obstacle : nil
        let (errors, skipped) = (wholeIsError ? 1 : 0, undecided + (obstacle == nil ? 0 : 1))
        let tests = gated.count + errors + (obstacle == nil ? 0 : 1)
        var lines = [
            "  <testsuite name=\"\(verdict.suite.escapedForMarkup)\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\">"
        ]
        if wholeIsError || obstacle != nil {
            let message = (obstacle ?? whole.joined(separator: "; ")).escapedForMarkup
            lines.append("    <testcase classname=\"\(verdict.suite.escapedForMarkup)\" name=\"measurement\">")
            lines.append("      <\(obstacle == nil ? "error" : "skipped") message=\"\(message)\"/>")
            lines.append("    </testcase>")
        }
        for metric in gated {
            let head =
                "    <testcase classname=\"\(verdict.suite.escapedForMarkup)\" name=\"\(metric.metric.escapedForMarkup)\""
            let message = "message=\"\(metric.sentence.escapedForMarkup)\""
            switch metric.outcome {
            case .fail: lines += [head + ">", "      <failure \(message)/>", "    </testcase>"]
            case .inconclusive: lines += [head + ">", "      <skipped \(message)/>", "    </testcase>"]
            case .pass, .improved: lines.append(head + "/>")
            }
        }
        return lines.joined(separator: "\n") + "\n  </testsuite>\n"
    }
}
