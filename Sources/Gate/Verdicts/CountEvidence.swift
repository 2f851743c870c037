/// The numbers behind a verdict about bad seconds.
package struct CountEvidence: Sendable, Equatable, Codable {
    /// The base's bad seconds.
    package var base: SecondCount
    /// The head's bad seconds.
    package var head: SecondCount
    /// How much more the counts vary between blocks than independent seconds would.
    package var dispersion: Double
    /// The probability of such counts if the head is no worse than the base and the tolerance.
    package var pValue: Double?
    /// The share of bad seconds that is tolerated beyond the base's.
    package var tolerance: Double

    private enum CodingKeys: String, CodingKey {
        case base, head, dispersion, tolerance
        case pValue = "p_value"
    }
}
