package import Gate

/// A verdict for a terminal.
package enum VerdictText {
    /// Returns the verdicts: the headline first, then a line a metric with its sentence, the worst first.
    package static func of(_ verdicts: [Verdict]) -> String {
        verdicts.map(text).joined(separator: "\n\n")
    }

    private static func text(_ verdict: Verdict) -> String {
        var lines = [verdict.headline]
        // The headline of an inconclusive verdict has said the first of them.
        for sentence in verdict.mismatches + verdict.testFailures + verdict.faults where sentence != verdict.obstacle {
            lines.append("  ! \(sentence)")
        }
        let width = verdict.metrics.map(\.metric.count).max() ?? 0
        for metric in verdict.metrics {
            let padding = String(repeating: " ", count: width - metric.metric.count)
            lines.append(
                "  \(VerdictWords.sign(metric)) \(metric.metric.harmless)\(padding)  \(metric.sentence.harmless)")
        }
        for metric in verdict.gated(.fail) {
            lines.append(
                "  intended? plimsoll baseline accept --suite \(quoted(verdict.suite)) --metric \(quoted(metric.metric)) --why '…'"
            )
        }
        for notice in verdict.notices { lines.append("  · \(notice)") }
        return lines.joined(separator: "\n")
    }

    /// A word for a shell, whatever is in it: what is printed is meant to be copied.
    private static func quoted(_ text: String) -> String {
        // Scalar by scalar: a quote with an accent on it is another character to Swift, and a quote to the shell.
        "'" + text.harmless.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }
}
