/// What a phase added up to besides its endpoints' samples.
package struct PhaseTotals: Sendable {
    /// Arrivals started, and arrivals that were due and weren't started.
    package private(set) var arrivalsStarted: Int64 = 0, arrivalsDropped: Int64 = 0
    /// Iterations that users came to the end of, and those of them that an error ended.
    package private(set) var iterations: Int64 = 0, iterationsFailed: Int64 = 0
    /// How late arrivals and iterations started.
    package private(set) var lag = Histogram()
    /// Checks by name.
    package private(set) var checks: [String: CheckTally] = [:]
    /// Sums of custom counters by name.
    package private(set) var counters: [String: Double] = [:]
    /// Custom gauges by name.
    package private(set) var gauges: [String: GaugeTally] = [:]
    /// Custom timings by name.
    package private(set) var timings: [String: Histogram] = [:]
    /// Failures with their messages, a bounded number of different ones.
    package private(set) var failures: [FailureTally] = []
    /// The worst of the generator's health.
    package private(set) var health = HealthTally()
    /// The share of the processors that the generator used.
    package private(set) var cpu = ShareTally()
    /// What others took from the generator.
    package private(set) var noise = HostNoise()

    /// How many different failure messages are kept.
    static let messageLimit = 500

    private var failurePlaces: [FailureTally.Key: Int] = [:]

    init() {}

    mutating func add(_ second: SecondSlice) {
        arrivalsStarted += second.arrivalsStarted
        arrivalsDropped += second.arrivalsDropped
        iterations += second.iterations
        iterationsFailed += second.iterationsFailed
        lag.merge(second.lag)
        checks.merge(second.checks) { $0.merged(with: $1) }
        counters.merge(second.counters, uniquingKeysWith: +)
        gauges.merge(second.gauges) { $0.merged(with: $1) }
        for (name, timing) in second.timings { timings[name, default: Histogram(layout: timing.layout)].merge(timing) }
        for failure in second.failures { add(failure) }
        health = health.merged(with: second.health)
        cpu.add(second.health.cpuShare)
        noise.add(second.health)
    }

    /// Adds another phase's totals.
    mutating func merge(_ other: PhaseTotals) {
        arrivalsStarted += other.arrivalsStarted
        arrivalsDropped += other.arrivalsDropped
        iterations += other.iterations
        iterationsFailed += other.iterationsFailed
        lag.merge(other.lag)
        checks.merge(other.checks) { $0.merged(with: $1) }
        counters.merge(other.counters, uniquingKeysWith: +)
        gauges.merge(other.gauges) { $0.merged(with: $1) }
        for (name, timing) in other.timings { timings[name, default: Histogram(layout: timing.layout)].merge(timing) }
        for failure in other.failures { add(failure) }
        health = health.merged(with: other.health)
        cpu.merge(other.cpu)
        noise.merge(other.noise)
    }

    private mutating func add(_ failure: FailureTally) {
        var failure = failure
        if failurePlaces[failure.key] == nil, failures.count >= Self.messageLimit {
            failure = FailureTally(
                endpoint: Endpoint.overflowName, kind: failure.kind, status: 0, message: FailureTally.overflowMessage,
                count: failure.count, first: failure.first, last: failure.last)
        }
        if let place = failurePlaces[failure.key] {
            failures[place].count += failure.count
            failures[place].first = min(failures[place].first, failure.first)
            failures[place].last = max(failures[place].last, failure.last)
        } else {
            failurePlaces[failure.key] = failures.count
            failures.append(failure)
        }
    }
}
