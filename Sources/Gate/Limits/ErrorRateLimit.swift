/// An absolute limit on the share of requests that fail, judged with exact bounds.
package struct ErrorRateLimit: Sendable, Equatable {
    /// What is limited, in words.
    package var name: String
    /// The largest share of failures allowed.
    package var limit: Double

    /// Creates a limit.
    package init(name: String, limit: Double) {
        self.name = name
        self.limit = limit
    }

    /// Returns the verdict on failures among requests: a fail when the lower bound violates, a pass when the upper complies.
    ///
    /// No failure among n requests is reported as less than 3 / n, never as zero.
    package func judge(failed: Int, of requests: Int, confidence: Double = 0.95) -> MetricVerdict {
        guard requests > 0, failed >= 0, failed <= requests else {
            let sentence =
                requests == 0
                ? "no requests, so the limit isn't kept" : "\(failed) of \(requests) requests can't have failed"
            return MetricVerdict(metric: name, isGated: true, outcome: .fail, sentence: sentence)
        }
        let lower = ClopperPearson.lowerBound(successes: failed, trials: requests, confidence: confidence)
        let upper = ClopperPearson.upperBound(successes: failed, trials: requests, confidence: confidence)
        let outcome: Outcome = lower > limit ? .fail : upper <= limit ? .pass : .inconclusive
        let value =
            failed == 0
            ? "0 of \(requests) (below \(Percent.plain(3 / Double(requests))))"
            : "\(failed) of \(requests) (\(Percent.plain(lower)) to \(Percent.plain(upper)))"
        return MetricVerdict(
            metric: name, isGated: true, outcome: outcome,
            sentence: "\(value) failed, of at most \(Percent.plain(limit))",
            limit: LimitEvidence(
                limit: limit, value: Double(failed) / Double(requests), lower: lower, upper: upper, samples: requests,
                unit: "share"))
    }
}
