import Foundation

/// Student's t distribution, both ways, to 1e-9 and better in the far tails.
package struct StudentT: Sendable {
    /// The degrees of freedom, above zero; infinity gives the normal distribution.
    package let degreesOfFreedom: Double

    /// Creates the distribution with a number of degrees of freedom.
    package init(degreesOfFreedom: Double) {
        precondition(
            degreesOfFreedom > 0, "a t distribution needs degrees of freedom above zero, not \(degreesOfFreedom)")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// Returns the probability of a value of at most `t`.
    package func cumulative(_ t: Double) -> Double {
        if t.isNaN { return .nan }
        if t == .infinity { return 1 }
        if t == -.infinity { return 0 }
        if degreesOfFreedom == .infinity { return 0.5 * erfc(-t / 2.0.squareRoot()) }
        // |t| beyond 1e150 would overflow when squared; the scaled ratio doesn't.
        let ratio = t / degreesOfFreedom * t
        let (x, y) = ratio == .infinity ? (degreesOfFreedom / t / t, 1) : (1 / (1 + ratio), ratio / (1 + ratio))
        let outside = IncompleteBeta(a: degreesOfFreedom / 2, b: 0.5).tails(x: x, y: y)
        // The half inside is used near zero, where the outside is a difference from one.
        if outside.lower > 0.5 { return t > 0 ? 0.5 + outside.upper / 2 : 0.5 - outside.upper / 2 }
        return t > 0 ? 1 - outside.lower / 2 : outside.lower / 2
    }

    /// Returns the probability of a value above `t`, with its own digits in the far tail.
    package func upperTail(_ t: Double) -> Double { cumulative(-t) }

    /// Returns the value that is exceeded with the probability given.
    package func quantile(upperTail probability: Double) -> Double { -quantile(probability) }

    /// Returns the value below which the probability lies.
    ///
    /// Not a number for a probability outside 0 … 1.
    package func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        if probability == 0 { return -.infinity }
        if probability == 1 { return .infinity }
        if probability == 0.5 { return 0 }
        let tail = min(probability, 1 - probability)
        let sign = probability < 0.5 ? -1.0 : 1.0
        if degreesOfFreedom == .infinity { return sign * Self.normalDeviate(upperTail: tail) }
        let inside = probability < 0.5 ? 2 * (0.5 - probability) : 2 * (probability - 0.5)
        let z = IncompleteBeta(a: degreesOfFreedom / 2, b: 0.5).logOdds(lower: 2 * tail, upper: inside)
        return sign * degreesOfFreedom.squareRoot() * exp(-z / 2)
    }

    /// Returns the positive normal deviate exceeded with a probability of at most a half.
    ///
    /// Newton's steps on the logarithm of the tail, from the crude root of its leading term.
    private static func normalDeviate(upperTail tail: Double) -> Double {
        var x = max(0.01, (-2 * log(2 * tail)).squareRoot())
        for _ in 0..<100 {
            let probability = 0.5 * erfc(x / 2.0.squareRoot())
            let density = exp(-x * x / 2) / (2 * .pi).squareRoot()
            guard probability > 0, density > 0 else { x *= 0.9; continue }
            let step = (log(probability) - log(tail)) * probability / density
            x = max(0, x + step)
            if abs(step) < 1e-15 * max(1, x) { break }
        }
        return x
    }
}
