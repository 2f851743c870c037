extension PublishSchedule.Shape {
    /// The same load with everything taking so many times as long: ramps, durations and pauses, and how many messages there are where nothing else
    /// says how long it takes. Rates stay.
    package func scaled(time factor: Double) -> PublishSchedule.Shape {
        func longer(_ ns: Int64) -> Int64 { Int64((Double(ns) * factor).rounded()) }
        return switch self {
        case .steady(let rate, let ramp, let duration):
            .steady(perSecond: rate, rampNs: longer(ramp), durationNs: longer(duration))
        case .random(let rate, let burst, let ramp, let duration):
            .random(perSecond: rate, burst: burst, rampNs: longer(ramp), durationNs: longer(duration))
        case .bursts(let count, let size, let interval, let pause):
            .bursts(count: count, size: size, intervalNs: interval, pauseNs: longer(pause))
        case .unpaced(let count, let duration):
            .unpaced(
                count: count.map { max(1, Int((Double($0) * factor).rounded())) }, durationNs: duration.map(longer))
        }
    }

    /// The same load for another time, where a time says how long it takes; a ramp is shortened with it.
    package func lasting(_ ns: Int64) -> PublishSchedule.Shape {
        switch self {
        case .steady(_, _, let duration), .random(_, _, _, let duration):
            scaled(time: Double(ns) / Double(max(duration, 1)))
        case .bursts, .unpaced: self
        }
    }

    /// When the last message is due at the latest, if the shape says so.
    package var lengthNs: Int64? {
        switch self {
        case .steady(_, _, let duration), .random(_, _, _, let duration): duration
        case .bursts(let count, let size, let interval, let pause):
            Int64(
                min(
                    PublishSchedule.never,
                    Double(count) * Double(size) * Double(interval) + Double(count - 1) * Double(pause)))
        case .unpaced(_, let duration): duration
        }
    }

    /// The mean rate that the shape states, if it does.
    package var statedRate: Double? {
        switch self {
        case .steady(let rate, _, _), .random(let rate, _, _, _): rate
        case .bursts, .unpaced: nil
        }
    }

    /// The same load at so many times its stated rate.
    package func multiplied(rate factor: Double) -> PublishSchedule.Shape {
        switch self {
        case .steady(let rate, let ramp, let duration):
            .steady(perSecond: rate * factor, rampNs: ramp, durationNs: duration)
        case .random(let rate, let burst, let ramp, let duration):
            .random(perSecond: rate * factor, burst: burst, rampNs: ramp, durationNs: duration)
        case .bursts, .unpaced: self
        }
    }
}
