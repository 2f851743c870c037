/// How much a load test asks of its target and of one's patience; suites of a tier bear its name in front (`StressShop`).
public enum Tier: String, Sendable, CaseIterable {
    /// Minutes or less: does it work under a little load.
    case smoke
    /// The expected load for a while.
    case load
    /// More than the expected load, up to what the target can take.
    case stress
    /// The expected load for hours.
    case soak

    /// The tier as suites' names begin with it: `Stress`.
    package var prefix: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
