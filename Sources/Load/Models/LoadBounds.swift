import Measurement

/// What no load exceeds, so that its arithmetic in nanoseconds and whole numbers can't overflow.
package enum LoadBounds {
    /// The longest load, and the longest time that anything in it may take.
    static let longest = Duration.seconds(20 * 365 * 86_400)
    /// The longest mean of a wait: an exponential one can be 37 times as long.
    static let longestWait = Duration.seconds(365 * 86_400)
    /// The most users.
    package static let users = 10_000_000.0
    /// The most arrivals a second.
    static let arrivalsPerSecond = 10_000_000.0

    /// A time of so many seconds, as near as durations of a load come to it; zero for what is no number.
    static func duration(seconds: Double) -> Duration {
        guard !seconds.isNaN else { return .zero }
        // Beyond any load, so that a load's faults name it.
        let most = 2 * longest.seconds
        return .seconds(min(max(seconds, -most), most))
    }

    /// A time that is so many times as long.
    static func scaled(_ duration: Duration, by factor: Double) -> Duration {
        let nanoseconds = (Double(duration.nanoseconds) * factor).rounded()
        guard abs(nanoseconds) < Double(1 << 61 as Int64) else { return Self.duration(seconds: nanoseconds * 1e-9) }
        return .nanoseconds(Int64(nanoseconds))
    }

    /// The nearest whole number; 0 for what is none.
    static func whole(_ value: Double) -> Int {
        guard !value.isNaN else { return 0 }
        return Int(min(max(value, -1e18), 1e18).rounded())
    }
}
