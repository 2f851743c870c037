import Measurement

extension Duration {
    /// The duration in at most six columns: `312ms`, `1.25s`, `12m34s`, `3h20m`.
    var compact: String {
        let ns = Double(nanoseconds)
        switch ns.magnitude {
        case 0: return "0"
        case ..<999.5: return ns.short() + "ns"
        case ..<999_500: return (ns / 1e3).short() + "µs"
        case ..<999_500_000: return (ns / 1e6).short() + "ms"
        case ..<99_950_000_000: return (ns / 1e9).short() + "s"
        default:
            let seconds = Int((ns.magnitude / 1e9).rounded())
            let minutes = seconds / 60
            if minutes < 100 { return "\(minutes)m\(Self.two(seconds % 60))s" }
            return minutes / 60 < 1_000 ? "\(minutes / 60)h\(Self.two(minutes % 60))m" : "\(minutes / 60 / 24)d"
        }
    }

    /// The moment of a run: `0:03.2`, `12:34.0`, `1:02:03.0`.
    var clock: String {
        let tenths = Swift.max(nanoseconds / 100_000_000, 0)
        let seconds = Int(tenths / 10)
        let text = "\(Self.two(seconds % 60)).\(tenths % 10)"
        return seconds < 3_600
            ? "\(seconds / 60):\(text)" : "\(seconds / 3_600):\(Self.two(seconds / 60 % 60)):\(text)"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension BinaryInteger {
    /// The count in at most so many columns: `4012`, `12.3M`.
    func compact(columns: Int) -> String {
        let plain = String(self)
        if plain.count <= columns { return plain }
        var value = Double(self)
        for unit in ["k", "M", "G", "T", "P", "E"] {
            value /= 1_000
            let text = value.short() + unit
            if value.magnitude < 999.5, text.count <= columns { return text }
        }
        return "∞"
    }
}

extension Double {
    /// The rate in at most six columns: `0`, `12.5`, `4012`, `1.2M`.
    var compactRate: String {
        guard magnitude >= 99_999.5 else { return magnitude < 0.001 && self != 0 ? "<0.001" : short() }
        return Int64(Swift.min(magnitude, 9e18)).compact(columns: 6)
    }
}
