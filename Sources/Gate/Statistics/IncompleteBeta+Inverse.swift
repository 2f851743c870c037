import Foundation

extension IncompleteBeta {
    /// Returns ln(x / (1 − x)) of the point below which the lower tail lies.
    ///
    /// The search is Newton's in the log-odds of x on the logarithm of the smaller tail, which is concave there and so
    /// can't overshoot twice; a bracket guards it. Both tails are given, so that neither is a difference from one.
    func logOdds(lower: Double, upper: Double) -> Double {
        if lower <= 0 { return -.infinity }
        if upper <= 0 { return .infinity }
        let useLower = lower <= upper
        let target = log(useLower ? lower : upper)
        // So far out that x underflows, the leading term x^a / (a B) is all there is.
        let shape = useLower ? a : b
        let farthest = (target + log(shape) + logBeta) / shape
        if farthest < -600 { return useLower ? farthest : -farthest }
        var low = -1e4
        var high = 1e4
        var z = log(a / b)
        for _ in 0..<400 {
            let (x, y) = Self.split(z)
            let both = tails(x: x, y: y)
            let tail = useLower ? both.lower : both.upper
            let isBelow: Bool
            var next: Double
            if tail > 0 {
                let distance = log(tail) - target
                isBelow = useLower ? distance < 0 : distance > 0
                let slope = kernel(x: x, y: y) / tail
                next = useLower ? z - distance / slope : z + distance / slope
            } else {
                isBelow = useLower
                next = .nan
            }
            if isBelow { low = z } else { high = z }
            if !next.isFinite || next <= low || next >= high { next = (low + high) / 2 }
            if abs(next - z) <= 4e-16 * max(1, abs(z)) { return next }
            z = next
        }
        return z
    }

    /// Returns the point below which the lower tail lies.
    func inverse(lower: Double, upper: Double) -> Double {
        Self.split(logOdds(lower: lower, upper: upper)).x
    }

    /// Returns x and 1 − x for the log-odds of x.
    static func split(_ z: Double) -> (x: Double, y: Double) {
        z < 0 ? (exp(z) / (1 + exp(z)), 1 / (1 + exp(z))) : (1 / (1 + exp(-z)), exp(-z) / (1 + exp(-z)))
    }
}
