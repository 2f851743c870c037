/// Exact confidence bounds on a proportion, after Clopper and Pearson (1934).
package enum ClopperPearson {
    /// Returns the proportion that the true one falls below with a probability of at most 1 − confidence.
    package static func lowerBound(successes k: Int, trials n: Int, confidence: Double) -> Double {
        precondition(k >= 0 && k <= n && n > 0, "\(k) of \(n)")
        if k == 0 { return 0 }
        return IncompleteBeta(a: Double(k), b: Double(n - k + 1)).inverse(lower: 1 - confidence, upper: confidence)
    }

    /// Returns the proportion that the true one exceeds with a probability of at most 1 − confidence.
    ///
    /// For no success among n this is close to 3 / n at 95 %.
    package static func upperBound(successes k: Int, trials n: Int, confidence: Double) -> Double {
        precondition(k >= 0 && k <= n && n > 0, "\(k) of \(n)")
        if k == n { return 1 }
        return IncompleteBeta(a: Double(k + 1), b: Double(n - k)).inverse(lower: confidence, upper: 1 - confidence)
    }
}
