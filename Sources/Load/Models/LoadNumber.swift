/// Writes the numbers of load models: users, rates, counts.
package enum LoadNumber {
    /// A number with at most three decimals and no trailing zeros: 10, 0.5, 33.333.
    package static func words(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let thousandths = (value * 1_000).rounded()
        let (whole, rest) = (Int64(thousandths / 1_000), abs(Int64(thousandths)) % 1_000)
        let sign = thousandths < 0 && whole == 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(whole)" }
        var digits = String(rest)
        digits = String(repeating: "0", count: 3 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }

    /// A number with the noun it counts, in the plural where it should be.
    package static func words(_ value: Double, _ noun: String) -> String {
        "\(words(value)) \(noun)\(value == 1 ? "" : "s")"
    }
}
