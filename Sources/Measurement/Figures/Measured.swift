/// What a run, a phase of it or an endpoint measured: the figures that limits are set on.
public protocol Measured: Sendable {
    /// The counts and times behind the figures.
    var evidence: Evidence { get }
}

extension Measured {
    /// How many requests were finished, failed ones included.
    public var requests: Int { Int(evidence.tally.completed) }
    /// How many of them failed.
    public var failures: Int { Int(evidence.tally.failed) }
    /// How many answers had each status.
    public var statusCodes: [Int: Int] {
        evidence.tally.statuses.filter { $0.key > 0 }.mapValues { Int($0) }
    }

    /// Failed requests of all finished ones: 0 … 1.
    public var errorRate: Figure<Double> {
        if let reason = evidence.absenceOfRequests { return Figure(missing: reason) }
        let share = Double(failures) / Double(requests)
        return Figure(
            share, text: (share * 100).short() + " %", basis: "\(failures.grouped) failed of \(requests.grouped)")
    }

    /// Requests finished without failure per second.
    public var throughput: Figure<Double> { evidence.rate(requests - failures, of: "succeeded") }
    /// Requests finished per second, failed ones included.
    public var requestRate: Figure<Double> { evidence.rate(requests, of: "finished") }
    /// Requests failed per second.
    public var failureRate: Figure<Double> { evidence.rate(failures, of: "failed") }

    /// Times from when a request should have started to its end: what a user waited.
    public var response: LatencyFigures { evidence.latency(evidence.tally.response) }
    /// Times from when a request was started to its end: what the target took.
    public var service: LatencyFigures { evidence.latency(evidence.tally.service) }

    /// The mean response time.
    public var mean: Figure<Duration> { response.mean }
    /// The shortest response time.
    public var min: Figure<Duration> { response.min }
    /// The longest response time.
    public var max: Figure<Duration> { response.max }
    /// The median response time.
    public var p50: Figure<Duration> { response.p50 }
    /// The median response time.
    public var median: Figure<Duration> { response.p50 }
    /// The response time that 90 % of the requests didn't exceed.
    public var p90: Figure<Duration> { response.p90 }
    /// The response time that 95 % of the requests didn't exceed.
    public var p95: Figure<Duration> { response.p95 }
    /// The response time that 99 % of the requests didn't exceed.
    public var p99: Figure<Duration> { response.p99 }
    /// The response time that 99.9 % of the requests didn't exceed.
    public var p999: Figure<Duration> { response.p999 }
    /// The response time that a share of the requests didn't exceed; the share is between 0 and 1.
    public func quantile(_ share: Double) -> Figure<Duration> { response.quantile(share) }
}
