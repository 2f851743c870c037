import Foundation
import Load

/// When each message of one publisher is due: times from the publisher's start, one after the other, without a clock.
///
/// Every shape is a pure value with its own seed: asked twice, it says the same.
package struct PublishSchedule: Sendable, Equatable {
    package enum Shape: Sendable, Equatable {
        /// Evenly, at a rate that rises from zero during the ramp.
        case steady(perSecond: Double, rampNs: Int64, durationNs: Int64)
        /// Bursts of 1 … `burst` messages at random moments, whose mean rate is `perSecond`; ramped in the same way.
        case random(perSecond: Double, burst: Int, rampNs: Int64, durationNs: Int64)
        /// `bursts` bursts of `size` messages with `intervalNs` between messages and `pauseNs` between bursts.
        case bursts(count: Int, size: Int, intervalNs: Int64, pauseNs: Int64)
        /// So many as fast as they are taken; `nil` for no end.
        case unpaced(count: Int?, durationNs: Int64?)
    }

    package let shape: Shape
    private var index = 0
    private var generator: SeededGenerator
    /// For random bursts: what is left of the burst, and when it is due in units of the unramped rate.
    private var leftInBurst = 0
    private var burstPosition = 0.0
    /// A share of one interval, so that publishers of one rate don't all publish at the same moment.
    private let offset: Double

    /// - Parameter place: which of `of` publishers this is; they are spread over one interval.
    package init(_ shape: Shape, seed: UInt64 = 1, place: Int = 0, of publishers: Int = 1) {
        self.shape = shape
        generator = SeededGenerator(seed: seed, stream: UInt64(place))
        offset = Double(place) / Double(max(publishers, 1))
    }

    /// The next due time in nanoseconds from the start, or `nil` after the last.
    package mutating func next() -> Int64? {
        defer { index += 1 }
        switch shape {
        case .steady(let rate, let ramp, let duration):
            guard rate > 0 else { return nil }
            return Self.time(ofMessage: Double(index) + offset, rate: rate, rampNs: ramp, before: duration)
        case .random(let rate, let burst, let ramp, let duration):
            guard rate > 0, burst > 0 else { return nil }
            if leftInBurst == 0 {
                leftInBurst = Int.random(in: 1...burst, using: &generator)
                // The gap before a burst is exponential with the mean that its own size needs.
                burstPosition += -Foundation.log(1 - generator.unit()) * Double(burst + 1) / 2
            }
            leftInBurst -= 1
            return Self.time(ofMessage: burstPosition, rate: rate, rampNs: ramp, before: duration)
        case .bursts(let count, let size, let interval, let pause):
            guard size > 0 else { return nil }
            let (burst, message) = index.quotientAndRemainder(dividingBy: size)
            guard burst < count else { return nil }
            // What is due after three hundred years is never due, instead of being too large for a number.
            let length = Double(size) * Double(interval) + Double(pause)
            guard Double(burst) * length + Double(message) * Double(interval) < Self.never else { return nil }
            let start = burst == 0 ? 0 : Int64(burst) * (Int64(size) * interval + pause)
            return start + Int64(message) * interval
        case .unpaced(let count, _):
            if let count, index >= count { return nil }
            return 0
        }
    }

    /// When the nth message is due if the rate rises linearly during the ramp: the inverse of r·t²/(2·ramp), then of a line.
    private static func time(ofMessage number: Double, rate: Double, rampNs: Int64, before end: Int64) -> Int64? {
        let ramp = Double(rampNs) / 1e9
        let duringRamp = rate * ramp / 2
        let seconds =
            number < duringRamp ? (2 * ramp * number / rate).squareRoot() : ramp + (number - duringRamp) / rate
        let ns = (seconds * 1e9).rounded()
        // Compared before it becomes a whole number, which a rate of next to nothing makes too large for one.
        return ns < min(Double(end), never) ? Int64(ns) : nil
    }

    /// In nanoseconds; a bit less than the largest whole number.
    static let never = 9e18
}
