/// The two builds that are compared.
package enum Side: String, Sendable, Codable, CaseIterable {
    /// The build as it was.
    case base
    /// The build with the change.
    case head

    /// The other build.
    package var other: Side { self == .base ? .head : .base }
}
