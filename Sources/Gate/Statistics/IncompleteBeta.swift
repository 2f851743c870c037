import Foundation

/// The regularised incomplete beta function I_x(a, b), from which the t and the binomial distributions follow.
///
/// An argument is given as the pair x and y = 1 − x, because close to one the difference has no digits left; both tails
/// are returned for the same reason. Relative errors stay below 1e-11 for shapes up to a million.
struct IncompleteBeta {
    /// The first shape, above zero.
    let a: Double

    /// The second shape, above zero.
    let b: Double

    /// Creates the function for two shapes.
    init(a: Double, b: Double) {
        precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "shapes are positive and finite, not \(a) and \(b)")
        self.a = a
        self.b = b
    }

    /// Returns I_x and 1 − I_x, each with its own digits.
    func tails(x: Double, y: Double) -> (lower: Double, upper: Double) {
        if x <= 0 { return (0, 1) }
        if y <= 0 { return (1, 0) }
        if x <= (a + 1) / (a + b + 2) {
            let lower = min(1, kernel(x: x, y: y) / a * Self.continuedFraction(a: a, b: b, x: x))
            return (lower, 1 - lower)
        }
        let upper = min(1, kernel(x: x, y: y) / b * Self.continuedFraction(a: b, b: a, x: y))
        return (1 - upper, upper)
    }

    /// Returns x^a y^b / B(a, b): the density times x y, and the slope of I by ln(x / y).
    func kernel(x: Double, y: Double) -> Double {
        let smallest = StirlingSeries.smallest
        if a >= smallest && b >= smallest {
            // The deviance form: no term is much larger than the result's logarithm.
            let distance = x * b - y * a
            let exponent =
                a * Self.logOfOnePlus(distance / a, x * (a + b) / a) + b
                * Self.logOfOnePlus(-distance / b, y * (a + b) / b)
            let correction = StirlingSeries.remainder(a + b) - StirlingSeries.remainder(a) - StirlingSeries.remainder(b)
            return (a / (2 * .pi) * (b / (a + b))).squareRoot() * exp(exponent + correction)
        }
        return exp(a * Self.log(x, complement: y) + b * Self.log(y, complement: x) - logBeta)
    }

    /// The logarithm of the complete beta function.
    var logBeta: Double {
        let (small, large) = (min(a, b), max(a, b))
        guard large >= StirlingSeries.smallest else {
            return logGamma(small) + logGamma(large) - logGamma(small + large)
        }
        let sum = small + large
        // ln Γ(sum) − ln Γ(large), with the large parts cancelled.
        let ratio =
            (large - 0.5) * log1p(small / large) + small * Foundation.log(sum) - small + StirlingSeries.remainder(sum)
            - StirlingSeries.remainder(large)
        return logGamma(small) - ratio
    }

    /// Returns ln(1 + u), which equals the logarithm of the ratio; the ratio is better far from one.
    private static func logOfOnePlus(_ u: Double, _ ratio: Double) -> Double {
        abs(u) < 0.5 ? log1p(u) : Foundation.log(ratio)
    }

    /// Returns ln x from whichever of x and 1 − x is the smaller.
    private static func log(_ x: Double, complement y: Double) -> Double {
        y < 0.5 ? log1p(-y) : Foundation.log(x)
    }

    /// Returns the continued fraction of the incomplete beta function, by Lentz's method.
    ///
    /// DLMF 8.17.22; it converges in about √max(a, b) steps where x is below the mean of the distribution.
    private static func continuedFraction(a: Double, b: Double, x: Double) -> Double {
        let tiny = 1e-300
        func guarded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / guarded(1 - (a + b) * x / (a + 1))
        var fraction = d
        var m = 1.0
        while m < 1e7 {
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / guarded(1 + even * d)
            c = guarded(1 + even / c)
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / guarded(1 + odd * d)
            c = guarded(1 + odd / c)
            let step = d * c
            fraction *= step
            if abs(step - 1) < 1e-16 { return fraction }
            m += 1
        }
        return fraction
    }
}
