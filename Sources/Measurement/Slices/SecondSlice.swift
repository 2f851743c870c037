/// What the whole run did in one second of one phase: users, arrivals, checks, custom metrics, and how the generator fared. Additive.
package struct SecondSlice: Sendable, Equatable {
    /// The second of the run; 0 is the first.
    package var second: Int
    /// The phase, by its place in the run's list.
    package var phase: Int
    /// Users active at the second's end; shards add up.
    package var users: Int = 0
    /// Requests in flight at the second's end, and the most at any time in it; shards add up.
    package var inFlight: Int = 0, peakInFlight: Int = 0
    /// Arrivals started, and arrivals that were due and weren't started.
    package var arrivalsStarted: Int64 = 0, arrivalsDropped: Int64 = 0
    /// Iterations that users came to the end of, and those of them that an error ended.
    package var iterations: Int64 = 0, iterationsFailed: Int64 = 0
    /// How late arrivals and iterations started.
    package var lag = Histogram()
    /// Checks by name.
    package var checks: [String: CheckTally] = [:]
    /// Sums of custom counters by name.
    package var counters: [String: Double] = [:]
    /// Custom gauges by name.
    package var gauges: [String: GaugeTally] = [:]
    /// Custom timings by name.
    package var timings: [String: Histogram] = [:]
    /// Failures with their messages.
    package var failures: [FailureTally] = []
    /// How the generator fared.
    package var health = HealthTally()

    /// Creates an empty slice.
    package init(second: Int, phase: Int) {
        self.second = second
        self.phase = phase
    }

    /// Adds what another shard saw in the same second, or what came late.
    package mutating func merge(_ other: SecondSlice) {
        users += other.users
        inFlight += other.inFlight
        peakInFlight += other.peakInFlight
        arrivalsStarted += other.arrivalsStarted
        arrivalsDropped += other.arrivalsDropped
        iterations += other.iterations
        iterationsFailed += other.iterationsFailed
        lag.merge(other.lag)
        checks.merge(other.checks) { $0.merged(with: $1) }
        counters.merge(other.counters, uniquingKeysWith: +)
        gauges.merge(other.gauges) { $0.merged(with: $1) }
        timings.merge(other.timings) { first, second in
            var first = first
            first.merge(second)
            return first
        }
        failures = FailureTally.merge(failures + other.failures)
        health = health.merged(with: other.health)
    }
}
