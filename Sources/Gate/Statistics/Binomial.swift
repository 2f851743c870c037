import Foundation

/// The binomial distribution: how many of a number of trials succeed.
package struct Binomial: Sendable {
    /// The number of trials.
    package let trials: Int

    /// The probability of success in one trial, 0 … 1.
    package let probability: Double

    /// Creates the distribution of a number of trials with one probability.
    package init(trials: Int, probability: Double) {
        precondition(trials >= 0 && probability >= 0 && probability <= 1, "\(trials) trials at \(probability)")
        self.trials = trials
        self.probability = probability
    }

    /// Returns the probability of at most `k` successes.
    package func cumulative(_ k: Int) -> Double {
        if k < 0 { return 0 }
        if k >= trials { return 1 }
        return IncompleteBeta(a: Double(trials - k), b: Double(k + 1)).tails(x: 1 - probability, y: probability).lower
    }

    /// Returns the probability of at least `k` successes.
    package func atLeast(_ k: Int) -> Double {
        if k <= 0 { return 1 }
        if k > trials { return 0 }
        return IncompleteBeta(a: Double(k), b: Double(trials - k + 1)).tails(x: probability, y: 1 - probability).lower
    }

    /// Returns the probability of exactly `k` successes.
    package func mass(_ k: Int) -> Double {
        guard k >= 0, k <= trials else { return 0 }
        if probability == 0 { return k == 0 ? 1 : 0 }
        if probability == 1 { return k == trials ? 1 : 0 }
        if k == 0 { return exp(Double(trials) * log1p(-probability)) }
        if k == trials { return pow(probability, Double(trials)) }
        // C(n, k) p^k q^(n−k) = p^k q^(n−k) / B(k, n − k) · n / (k (n − k)).
        let (a, b) = (Double(k), Double(trials - k))
        return IncompleteBeta(a: a, b: b).kernel(x: probability, y: 1 - probability) * Double(trials) / (a * b)
    }
}
