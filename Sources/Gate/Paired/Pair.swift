/// What one block says about one metric.
package enum Pair: Sendable, Equatable {
    /// The logarithm of the factor by which the head is worse, with both levels.
    case change(Double, base: Double, head: Double)

    /// Bad seconds among the seconds observed, on each side.
    case counts(base: SecondCount, head: SecondCount)

    /// No comparison, and why.
    case missing(String)
}
