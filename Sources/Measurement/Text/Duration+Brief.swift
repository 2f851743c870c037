extension Duration {
    /// The duration with three significant digits and the unit that suits it: `312 ms`, `1.25 s`, `8 min 5 s`.
    package var brief: String {
        let ns = Double(nanoseconds)
        switch ns.magnitude {
        case 0: return "0 s"
        case ..<999.5: return ns.short() + " ns"
        case ..<999_500: return (ns / 1e3).short() + " µs"
        case ..<999_500_000: return (ns / 1e6).short() + " ms"
        case ..<59_950_000_000: return (ns / 1e9).short() + " s"
        default: return (ns < 0 ? "-" : "") + Self.clock(seconds: Int((ns.magnitude / 1e9).rounded()))
        }
    }

    private static func clock(seconds: Int) -> String {
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
        return parts.filter { $0.0 > 0 }.prefix(2).map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
