public import Load
public import Testing

extension Tier {
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
