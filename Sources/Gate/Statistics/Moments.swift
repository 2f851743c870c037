import Foundation

/// The mean and the spread of a few numbers.
package struct Moments: Sendable, Equatable {
    /// How many numbers there are.
    package let count: Int

    /// Their mean; not a number when there are none.
    package let mean: Double

    /// Their sample standard deviation, with n − 1; not a number for fewer than two.
    package let standardDeviation: Double

    /// Computes the moments in two passes, which keeps the digits of a small spread around a large mean.
    package init(_ values: some Collection<Double>) {
        count = values.count
        guard count > 0 else { (mean, standardDeviation) = (.nan, .nan); return }
        let mean = values.reduce(0, +) / Double(count)
        self.mean = mean
        guard count > 1 else { standardDeviation = .nan; return }
        // Identical values have no spread; rounding of the mean must not invent one.
        guard let first = values.first, values.contains(where: { $0 != first }) else { standardDeviation = 0; return }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        standardDeviation = (squares / Double(count - 1)).squareRoot()
    }

    /// The standard error of the mean.
    package var standardError: Double { standardDeviation / Double(count).squareRoot() }

    /// Returns the geometric mean; nothing unless there are values and all are positive and finite.
    package static func geometricMean(_ values: some Collection<Double>) -> Double? {
        guard !values.isEmpty, values.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        return exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
    }
}
