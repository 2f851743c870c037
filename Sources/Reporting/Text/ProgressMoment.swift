/// How a run stands at a moment: what a live line shows.
package struct ProgressMoment: Sendable, Hashable {
    /// How long the load has run, and how long it is to run; nil when nobody knows.
    package var elapsed: Duration, planned: Duration?
    /// The phase it is in.
    package var phase: String
    /// Users active and requests in flight.
    package var users: Int, inFlight: Int
    /// Requests finished and failed since the start.
    package var requests: Int64, failures: Int64
    /// Requests finished a second, lately.
    package var rate: Double
    /// The 95th percentile of recent response times.
    package var p95: Duration?
    /// Arrivals that were dropped since the start.
    package var dropped: Int64
    /// Whether the load is over and users are finishing.
    package var isStopping: Bool

    /// Creates a moment.
    package init(
        elapsed: Duration, planned: Duration? = nil, phase: String = "", users: Int = 0, inFlight: Int = 0,
        requests: Int64 = 0, failures: Int64 = 0, rate: Double = 0, p95: Duration? = nil, dropped: Int64 = 0,
        isStopping: Bool = false
    ) {
        self.elapsed = elapsed
        self.planned = planned
        self.phase = phase
        self.users = users
        self.inFlight = inFlight
        self.requests = requests
        self.failures = failures
        self.rate = rate
        self.p95 = p95
        self.dropped = dropped
        self.isStopping = isStopping
    }
}
