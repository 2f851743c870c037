/// The kinds of load test, each with a tag of its name; suites of a tier bear its name in front (`StressShop`).
enum Tier: String, CaseIterable, Sendable {
    case smoke, load, stress, soak

    /// The tier as suites' names begin with it.
    var prefix: String {
        rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    }
}
