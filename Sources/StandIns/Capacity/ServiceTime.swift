/// How long a replica works on a request.
package struct ServiceTime: Sendable, Equatable {
    /// How single times lie around the mean.
    package enum Spread: Sendable, Equatable {
        /// Always the mean.
        case none
        /// Evenly within a part of the mean to both sides: 0.2 gives 80 % to 120 % of it.
        case uniform(Double)
        /// Exponentially distributed, as in the M/M/c queue of the textbooks.
        case exponential
    }

    package var mean: Duration
    package var spread: Spread

    package init(mean: Duration, spread: Spread = .none) {
        self.mean = mean
        self.spread = spread
    }

    /// The time for one request, in nanoseconds.
    package func drawNs(using random: inout some RandomNumberGenerator) -> Int64 {
        let mean = mean.nanoseconds
        switch spread {
        case .none:
            return mean
        case .uniform(let part):
            return Int64(Double(mean) * (1 + part * Double.random(in: -1...1, using: &random)))
        case .exponential:
            return Int64(Double(mean) * -Double.logarithm(1 - Double.random(in: 0..<1, using: &random)))
        }
    }
}
