/// Confidence bounds on a quantile by order statistics: which of the sorted samples bounds it, whatever their distribution.
package enum QuantileBounds {
    /// Returns the rank, from one, of the sample that is an upper bound; nothing if even the largest isn't one.
    ///
    /// The smallest r with P(at most r − 1 of n samples lie below the quantile) ≥ confidence.
    package static func upperRank(quantile q: Double, samples n: Int, confidence: Double) -> Int? {
        let below = Binomial(trials: n, probability: q)
        guard n > 0, below.cumulative(n - 1) >= confidence else { return nil }
        return firstTrue(in: 1...n) { below.cumulative($0 - 1) >= confidence }
    }

    /// Returns the rank, from one, of the sample that is a lower bound; nothing if even the smallest isn't one.
    ///
    /// The largest r with P(at least r of n samples lie at or below the quantile) ≥ confidence.
    package static func lowerRank(quantile q: Double, samples n: Int, confidence: Double) -> Int? {
        let below = Binomial(trials: n, probability: q)
        guard n > 0, below.atLeast(1) >= confidence else { return nil }
        let firstTooHigh = firstTrue(in: 1...(n + 1)) { below.atLeast($0) < confidence }
        return firstTooHigh - 1
    }

    /// Returns how many samples an upper bound needs: 59 for a p95 at 95 %.
    package static func samplesForUpperBound(quantile q: Double, confidence: Double) -> Int {
        firstTrue(in: 1...10_000_000) { Binomial(trials: $0, probability: q).cumulative($0 - 1) >= confidence }
    }

    /// Returns the first number of a range from which on a condition holds, by bisection.
    private static func firstTrue(in range: ClosedRange<Int>, _ condition: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
