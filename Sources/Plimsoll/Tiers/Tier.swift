public import Testing

/// How much a load test asks of its target and of one's patience.
public enum Tier: String, Sendable, CaseIterable {
    /// Minutes or less: does it work under a little load.
    case smoke
    /// The expected load for a while.
    case load
    /// More than the expected load, up to what the target can take.
    case stress
    /// The expected load for hours.
    case soak

    /// The tag that puts a suite or test into the tier.
    public var tag: Tag {
        switch self {
        case .smoke: .smoke
        case .load: .load
        case .stress: .stress
        case .soak: .soak
        }
    }
}

extension Tag {
    /// A test of the smoke tier, which runs unless another tier is chosen.
    @Tag public static var smoke: Self
    /// A test of the load tier.
    @Tag public static var load: Self
    /// A test of the stress tier.
    @Tag public static var stress: Self
    /// A test of the soak tier.
    @Tag public static var soak: Self
}
