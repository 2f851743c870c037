extension Duration {
    /// Reads a duration as people write it: `90s`, `2h30m`, `1m30s`, `250ms`, `1.5s`; the units are h, m, s, ms, us (or µs) and ns.
    ///
    /// Nil for an empty text, a number without a unit, an unknown unit, a negative or a value beyond 10,000 hours.
    package init?(text: String) {
        let units: [(String, Double)] = [
            ("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("h", 3600), ("m", 60), ("s", 1), ("d", 86400),
        ]
        var rest = Substring(text)
        var seconds = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let number = Double(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let unit = units.first(where: { rest.hasPrefix($0.0) }) else { return nil }
            rest = rest.dropFirst(unit.0.count)
            seconds += number * unit.1
        }
        guard seconds <= 36_000_000 else { return nil }
        self = .nanoseconds(Int64((seconds * 1e9).rounded()))
    }
}
