package import Foundation
package import Gate

/// A verdict as JUnit XML: a testcase a gated metric, an inconclusive one skipped with its sentence.
package enum VerdictJUnit {
    /// Returns the document.
    ///
    /// - Parameter moment: when it was judged.
    package static func of(_ verdicts: [Verdict], at moment: Date = Date()) -> String {
        JUnitDocument(
            suites: verdicts.map { verdict in
                var suite = JUnitDocument.Suite(name: verdict.suite, started: moment)
                suite.cases = cases(of: verdict)
                suite.output = verdict.headline
                return suite
            }
        ).text
    }

    private static func cases(of verdict: Verdict) -> [JUnitDocument.Case] {
        let gated = verdict.metrics.filter(\.isGated)
        let whole = verdict.mismatches + verdict.testFailures + verdict.faults
        let isUndecided = gated.contains { $0.outcome == .inconclusive }
        let measurement: JUnitDocument.Outcome? =
            if !whole.isEmpty {
                .error(type: "measurement", message: whole.joined(separator: "; "))
            } else if !isUndecided, let obstacle = verdict.obstacle {
                // A regression that a second machine didn't find has no metric to skip.
                .skipped(message: obstacle)
            } else {
                nil
            }
        return [measurement].compactMap(\.self).map { JUnitDocument.Case("measurement", $0) } + gated.map(metric)
    }

    private static func metric(_ metric: MetricVerdict) -> JUnitDocument.Case {
        switch metric.outcome {
        case .fail: JUnitDocument.Case(metric.metric, .failed(type: "regression", message: metric.sentence))
        case .inconclusive: JUnitDocument.Case(metric.metric, .skipped(message: metric.sentence))
        case .pass, .improved: JUnitDocument.Case(metric.metric)
        }
    }
}
