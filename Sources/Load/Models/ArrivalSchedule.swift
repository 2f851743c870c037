import Foundation

/// The moments at which an open model's arrivals are due, in nanoseconds after the start, in order.
///
/// Evenly spaced, the k-th arrival is due when the rate has added up to k. As a Poisson process, it is due when the rate has added up to the sum of k
/// exponential steps (time rescaling; Lewis and Shedler, 1979), so that ramps keep their shape and the same seed gives the same moments. A fixed number of
/// them has the moments of a Poisson process that happens to have as many: uniform ones in order, the next the least of those that are left.
package struct ArrivalSchedule: Sequence, IteratorProtocol, Sendable {
    private let profile: Profile
    private let limit: Int
    private let isFixed: Bool
    private var generator: SeededGenerator?
    private var sum = 0.0
    /// How many moments have been given.
    package private(set) var count = 0

    /// The schedule of a rate over time, with at most so many arrivals; random gaps when it has a seed.
    package init(_ profile: Profile, limit: Int? = nil, poissonSeed: UInt64? = nil) {
        self.profile = profile
        self.limit = limit ?? .max
        isFixed = limit != nil
        generator = poissonSeed.map { SeededGenerator(seed: $0, stream: 0xA221_7A15) }
    }

    /// The moment of the next arrival; nil when there are no more.
    package mutating func next() -> Int64? {
        guard count < limit else { return nil }
        let wanted: Double
        if generator != nil {
            // 1 − u is never 0, and the logarithm therefore finite.
            if isFixed {
                let rest = pow(1 - generator!.unit(), 1 / Double(limit - count))
                sum = Swift.min(profile.sum - (profile.sum - sum) * rest, profile.sum.nextDown)
            } else {
                sum -= log(1 - generator!.unit())
            }
            wanted = sum
        } else {
            // A rounding error of the rate's sum mustn't add an arrival at the very end.
            wanted = Double(count) + 1e-9
        }
        guard let moment = profile.moment(ofSum: wanted) else { return nil }
        count += 1
        return moment
    }
}
