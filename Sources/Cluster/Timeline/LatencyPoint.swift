/// What callers saw in one second of the load: put beside the replicas, it tells when a limit was broken and kept again.
public struct LatencyPoint: Sendable, Hashable {
    /// The beginning of the second, since the load's start.
    public var at: Duration
    /// The response time that 95 of 100 requests kept; nil when there were none.
    public var p95: Duration?
    /// The requests that ended.
    public var requests: Int
    /// The requests that failed.
    public var failures: Int

    /// Makes a second.
    public init(at: Duration, p95: Duration?, requests: Int, failures: Int) {
        self.at = at
        self.p95 = p95
        self.requests = requests
        self.failures = failures
    }
}
