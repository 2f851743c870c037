/// What the test found about one metric at one look, in numbers.
package struct Finding: Sendable, Equatable {
    /// The pairs that entered the test.
    package var pairs: Int

    /// The mean change, as a logarithm; the difference of the shares for a count.
    package var mean: Double

    /// The standard deviation of the change between blocks.
    package var standardDeviation: Double

    /// The probability of such data if the change is tolerated; not a number without enough pairs.
    package var pValue: Double

    /// The probability of such data if the metric hasn't improved beyond the tolerance.
    package var improvementPValue: Double

    /// The bound the change exceeds with confidence.
    package var lower: Double

    /// The bound the change stays below with confidence.
    package var upper: Double

    /// Whether the change is known to stay below the margin.
    package var isCleared: Bool

    /// Whether the change is known to exceed the tolerance.
    package var isRegression = false

    /// Whether the metric is known to have improved beyond the tolerance.
    package var isImprovement = false

    /// A finding without data, which neither fails nor clears.
    static func unknown(pairs: Int) -> Finding {
        Finding(
            pairs: pairs, mean: .nan, standardDeviation: .nan, pValue: .nan, improvementPValue: .nan, lower: -.infinity,
            upper: .infinity, isCleared: false)
    }
}
