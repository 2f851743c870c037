import Gate

/// The words and signs that all reports of a verdict use.
enum VerdictWords {
    /// Returns the sign of a metric's outcome; advisory ones are in parentheses.
    static func sign(_ metric: MetricVerdict) -> String {
        let sign =
            switch metric.outcome {
            case .fail: "✗"
            case .pass: "✓"
            case .improved: "↑"
            case .inconclusive: "?"
            }
        return metric.isGated ? sign : "(\(sign))"
    }

    /// Returns an outcome as a word.
    static func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .fail: "fail"
        case .pass: "pass"
        case .improved: "improved"
        case .inconclusive: "inconclusive"
        }
    }
}
