/// What a comparison came to.
package enum Outcome: String, Sendable, Codable, CaseIterable {
    /// Every gated metric is known to stay below its margin.
    case pass
    /// A pass, with a metric known to be better than tolerated changes explain.
    case improved
    /// A gated metric is known to be worse than tolerated.
    case fail
    /// The measurement doesn't tell.
    case inconclusive
}
