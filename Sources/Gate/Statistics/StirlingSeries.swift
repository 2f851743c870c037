import Foundation

/// The remainder of Stirling's formula, which lets ratios of large gamma functions keep all their digits.
///
/// The logarithm of a gamma function of a million is about 1.3e7; taking the difference of two of them throws nine
/// digits away. Written with the remainder, the large parts cancel on paper instead.
enum StirlingSeries {
    /// The smallest argument for which the series is exact to a double's precision.
    static let smallest = 10.0

    /// Returns ln Γ(z) − (z − ½) ln z + z − ½ ln 2π for an argument of at least ten.
    ///
    /// Abramowitz and Stegun 6.1.41.
    static func remainder(_ z: Double) -> Double {
        precondition(z >= smallest, "the series needs an argument of at least ten, not \(z)")
        let inverse = 1 / z
        let square = inverse * inverse
        let coefficients: [Double] = [
            1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400,
        ]
        var sum = 0.0
        for coefficient in coefficients.reversed() { sum = sum * square + coefficient }
        return sum * inverse
    }
}

/// Returns the logarithm of the gamma function of a positive argument.
func logGamma(_ x: Double) -> Double {
    guard x.isFinite, x >= StirlingSeries.smallest else { return lgamma(x).0 }
    return (x - 0.5) * log(x) - x + 0.5 * log(2 * .pi) + StirlingSeries.remainder(x)
}
