/// How a run stands at the end of a second.
package struct RunProgress: Sendable, Equatable {
    /// How long the load has run.
    package var elapsed: Duration
    /// How long it is to run; nil until it is stopped.
    package var planned: Duration?
    /// The phase it is in.
    package var phase: String
    /// Users active and requests in flight.
    package var users: Int, inFlight: Int
    /// Requests finished and failed since the start.
    package var requests: Int64, failures: Int64
    /// Requests finished and failed in the last second.
    package var recentRequests: Int64, recentFailures: Int64
    /// The median and the 95th percentile of the last second's response times.
    package var p50: Duration?, p95: Duration?
    /// Arrivals that were dropped since the start.
    package var dropped: Int64
    /// Whether the load is over and users are finishing.
    package var isStopping: Bool

    /// A state of a run.
    package init(
        elapsed: Duration, planned: Duration?, phase: String, users: Int, inFlight: Int, requests: Int64,
        failures: Int64,
        recentRequests: Int64, recentFailures: Int64, p50: Duration?, p95: Duration?, dropped: Int64, isStopping: Bool
    ) {
        self.elapsed = elapsed
        self.planned = planned
        self.phase = phase
        self.users = users
        self.inFlight = inFlight
        self.requests = requests
        self.failures = failures
        self.recentRequests = recentRequests
        self.recentFailures = recentFailures
        self.p50 = p50
        self.p95 = p95
        self.dropped = dropped
        self.isStopping = isStopping
    }
}
