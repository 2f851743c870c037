internal import Foundation

extension Duration {
    /// The whole duration in nanoseconds.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// The whole duration in seconds.
    var inSeconds: Double { Double(nanoseconds) / 1e9 }
}

extension Double {
    /// The natural logarithm.
    static func logarithm(_ value: Double) -> Double { Foundation.log(value) }
}
