#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension Double {
    /// The number with so many decimals, whatever the locale.
    package func fixed(_ decimals: Int) -> String {
        guard isFinite else { return isNaN ? "nan" : (self < 0 ? "-inf" : "inf") }
        guard magnitude < 9e15 else { return description }
        var power = 1.0
        for _ in 0..<decimals { power *= 10 }
        let scaled = (magnitude * power).rounded(.toNearestOrAwayFromZero)
        guard scaled < 9e18 else { return description }
        let whole = Int64(scaled)
        let sign = self < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let fraction = String(whole % Int64(power))
        return "\(sign)\(whole / Int64(power))." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// The number with about so many significant digits and no needless zeros: `0.0312`, `12.5`, `4012`.
    package func short(digits: Int = 3) -> String {
        guard isFinite, self != 0 else { return self == 0 ? "0" : fixed(0) }
        let exponent = Int(log10(magnitude).rounded(.down))
        guard exponent > -10 else { return description }
        var text = fixed(Swift.min(Swift.max(digits - 1 - exponent, 0), 12))
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text
    }
}
