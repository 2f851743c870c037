/// The numbers behind a verdict about a level.
///
/// Changes are shares of the metric's own value: −0.05 of a throughput is five percent less.
package struct ChangeEvidence: Sendable, Equatable, Codable {
    /// How many pairs entered.
    package var pairs: Int
    /// The geometric mean of the base's levels, in the metric's unit.
    package var base: Double
    /// The geometric mean of the head's levels, in the metric's unit.
    package var head: Double
    /// The unit of the levels.
    package var unit: String
    /// The estimated change.
    package var change: Double
    /// The change is worse than this with confidence.
    package var worseThan: Double?
    /// The change is no worse than this with confidence.
    package var noWorseThan: Double?
    /// The standard deviation of the logarithm of the change between blocks.
    package var standardDeviation: Double?
    /// The probability of such data if the change is tolerated.
    package var pValue: Double?
    /// The change up to which a build counts as unchanged.
    package var tolerance: Double
    /// The change that must be found.
    package var margin: Double
    /// The smallest change that would have been found 95 times in 100.
    package var minimumDetectable: Double?
    /// How many blocks would find the margin's change 95 times in 100.
    package var blocksNeeded: Int?

    private enum CodingKeys: String, CodingKey {
        case pairs, base, head, unit, change, tolerance, margin
        case worseThan = "worse_than"
        case noWorseThan = "no_worse_than"
        case standardDeviation = "standard_deviation"
        case pValue = "p_value"
        case minimumDetectable = "minimum_detectable"
        case blocksNeeded = "blocks_needed"
    }
}
