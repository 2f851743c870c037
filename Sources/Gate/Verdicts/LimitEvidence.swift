/// The numbers behind a verdict about an absolute limit.
package struct LimitEvidence: Sendable, Equatable, Codable {
    /// The limit, in the unit given.
    package var limit: Double
    /// The value measured.
    package var value: Double?
    /// The true value is above this with confidence.
    package var lower: Double?
    /// The true value is below this with confidence.
    package var upper: Double?
    /// The samples behind the value.
    package var samples: Int
    /// The unit: "ns" or "share".
    package var unit: String
}
