/// Durations as the reference documents write them: `1m`, `2h30m`, `1.5s`, `250ms`, also `1d`.
package enum SpanText {
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9), ("d", 86_400e9),
    ]

    /// The nanoseconds that a text stands for, or `nil` when it isn't a duration. `0` needs no unit.
    package static func nanoseconds(_ text: String) -> Int64? {
        if text == "0" { return 0 }
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), let factor = units.first(where: { $0.name == unit })?.nanoseconds else {
                return nil
            }
            total += value * factor
        }
        // A bit more than a century; beyond it the sum may not fit an Int64.
        return total < 4e18 ? Int64(total.rounded()) : nil
    }

    /// The shortest text that stands for exactly that many nanoseconds, such as `2h30m`.
    package static func text(nanoseconds: Int64) -> String {
        if nanoseconds == 0 { return "0s" }
        if nanoseconds < 0 { return "-" + text(nanoseconds: -nanoseconds) }
        var rest = nanoseconds
        var parts = ""
        for (name, size) in [
            ("h", Int64(3_600_000_000_000)), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
            ("µs", 1000), ("ns", 1),
        ] where rest >= size {
            parts += "\(rest / size)\(name)"
            rest %= size
        }
        return parts
    }
}
