import Foundation
import Measurement

/// How long a user thinks between one iteration and the next.
public struct WaitTime: Sendable, Equatable, CustomStringConvertible {
    /// The ways to wait.
    enum Law: Sendable, Equatable {
        case none
        case constant(Duration)
        case uniform(Duration, Duration)
        case exponential(mean: Duration)
        case normal(mean: Duration, deviation: Duration)
        case pacing(Duration)
    }

    let law: Law

    /// No wait: the next iteration follows at once.
    public static let none = WaitTime(law: .none)

    /// The same time always.
    public static func constant(_ duration: Duration) -> WaitTime { WaitTime(law: .constant(duration)) }

    /// Any time of a range, all equally likely.
    public static func uniform(_ range: ClosedRange<Duration>) -> WaitTime {
        WaitTime(law: .uniform(range.lowerBound, range.upperBound))
    }

    /// Mostly short and at times long, with a mean: the gaps of people who don't know of each other.
    public static func exponential(mean: Duration) -> WaitTime { WaitTime(law: .exponential(mean: mean)) }

    /// Around a mean, with a standard deviation; below zero is cut to zero.
    public static func normal(mean: Duration, deviation: Duration) -> WaitTime {
        WaitTime(law: .normal(mean: mean, deviation: deviation))
    }

    /// Whatever is left until a new iteration is due, one each so much time; none when the last one took longer.
    public static func pacing(_ interval: Duration) -> WaitTime { WaitTime(law: .pacing(interval)) }

    /// The next wait, given how long the iteration took.
    package func next(after iterationNs: Int64, using random: inout SeededGenerator) -> Int64 {
        switch law {
        case .none:
            return 0
        case .constant(let duration):
            return duration.nanoseconds
        case .uniform(let least, let most):
            let (low, high) = (least.nanoseconds, most.nanoseconds)
            return low + Int64(Double(high - low) * random.unit())
        case .exponential(let mean):
            return Int64(LoadBounds.whole(-log(1 - random.unit()) * Double(mean.nanoseconds)))
        case .normal(let mean, let deviation):
            // Box and Muller; 1 − u is never 0.
            let radius = (-2 * log(1 - random.unit())).squareRoot()
            let step = radius * cos(2 * Double.pi * random.unit())
            return Int64(max(0, LoadBounds.whole(Double(mean.nanoseconds) + step * Double(deviation.nanoseconds))))
        case .pacing(let interval):
            return max(0, interval.nanoseconds - iterationNs)
        }
    }

    /// What is wrong with it, a sentence each.
    var faults: [String] {
        let durations: [Duration] =
            switch law {
            case .none: []
            case .constant(let time), .exponential(let time), .pacing(let time): [time]
            case .uniform(let least, let most): [least, most]
            case .normal(let mean, let deviation): [mean, deviation]
            }
        if durations.contains(where: { $0 < .zero }) { return ["the wait time (\(self)) can't be negative"] }
        return durations.contains { $0 > LoadBounds.longestWait }
            ? ["the wait time (\(self)) can't be longer than a year"] : []
    }

    /// The wait in words.
    public var description: String {
        switch law {
        case .none: "none"
        case .constant(let time): time.words
        case .uniform(let least, let most): "\(least.words) to \(most.words)"
        case .exponential(let mean): "exponential, mean \(mean.words)"
        case .normal(let mean, let deviation): "normal, \(mean.words) ± \(deviation.words)"
        case .pacing(let interval): "an iteration each \(interval.words)"
        }
    }
}
