import Measurement

extension Duration {
    /// A duration of so many minutes.
    public static func minutes(_ minutes: some BinaryInteger) -> Duration {
        .seconds(minutes) * 60
    }

    /// A duration of so many minutes, fractions allowed.
    public static func minutes(_ minutes: Double) -> Duration {
        .seconds(minutes * 60)
    }

    /// A duration of so many hours.
    public static func hours(_ hours: some BinaryInteger) -> Duration {
        .seconds(hours) * 3600
    }

    /// A duration of so many hours, fractions allowed.
    public static func hours(_ hours: Double) -> Duration {
        .seconds(hours * 3600)
    }

    /// The duration as people write it: `2h30m`, `90s` as `1m30s`, `1.5s`, `250ms`, `0s`.
    package var words: String {
        guard self > .zero else { return self == .zero ? "0s" : "-\((.zero - self).words)" }
        let nanoseconds = nanoseconds
        if nanoseconds < 1_000 { return "\(nanoseconds)ns" }
        if nanoseconds < 1_000_000 { return Self.decimal(nanoseconds, per: 1_000) + "µs" }
        if nanoseconds < 1_000_000_000 { return Self.decimal(nanoseconds, per: 1_000_000) + "ms" }
        let (hours, minutes) = (nanoseconds / 3_600_000_000_000, nanoseconds / 60_000_000_000 % 60)
        let rest = nanoseconds % 60_000_000_000
        var text = hours > 0 ? "\(hours)h" : ""
        if minutes > 0 { text += "\(minutes)m" }
        if rest > 0 { text += Self.decimal(rest, per: 1_000_000_000) + "s" }
        return text
    }

    /// A number of units with at most three decimals, without trailing zeros.
    private static func decimal(_ value: Int64, per unit: Int64) -> String {
        LoadNumber.words(Double(value) / Double(unit))
    }
}
