package import Gate

/// A verdict as annotations of a workflow: errors for fails, warnings for what is inconclusive, notices for improvements.
package enum VerdictAnnotations {
    /// The most annotations of a kind that a step shows.
    package static let most = 10

    /// Returns a line an annotation; those beyond the limit are counted in the last one.
    package static func of(_ verdicts: [Verdict]) -> String {
        var errors: [String] = []
        var warnings: [String] = []
        var notices: [String] = []
        for verdict in verdicts {
            for sentence in verdict.mismatches + verdict.testFailures { errors.append("\(verdict.suite): \(sentence)") }
            for fault in verdict.faults { warnings.append("\(verdict.suite): \(fault)") }
            // A regression that a second machine didn't find has no metric to point at.
            let isTold = !(verdict.mismatches + verdict.testFailures + verdict.faults).isEmpty
            if !isTold, verdict.gated(.inconclusive).isEmpty, let obstacle = verdict.obstacle {
                warnings.append("\(verdict.suite): \(obstacle)")
            }
            for metric in verdict.metrics where metric.isGated {
                let line = "\(verdict.suite), \(metric.metric): \(metric.sentence)"
                switch metric.outcome {
                case .fail: errors.append(line)
                case .inconclusive: warnings.append(line)
                case .improved: notices.append(line)
                case .pass: break
                }
            }
        }
        return lines("error", errors) + lines("warning", warnings) + lines("notice", notices)
    }

    private static func lines(_ kind: String, _ messages: [String]) -> String {
        var shown = messages.prefix(most).map(\.self)
        if messages.count > most { shown[most - 1] = "\(messages.count - most + 1) more, in the step's summary" }
        return shown.map { "::\(kind) title=plimsoll gate::\(GitHubAnnotations.escaped($0, isProperty: false))\n" }
            .joined()
    }
}
