/// Counts and times of requests: of one endpoint and second, or of a whole run.
package struct Tally: Sendable, Equatable {
    /// How many requests were started.
    package var started: Int64 = 0
    /// How many were finished, failed ones included.
    package var completed: Int64 = 0
    /// How many of the finished failed, by kind; kinds that didn't occur are absent.
    package var failures: [FailureKind: Int64] = [:]
    /// How many answers had each status.
    package var statuses: [Int: Int64] = [:]
    /// What was sent and received.
    package var bytesSent: Int64 = 0, bytesReceived: Int64 = 0
    /// Times from the planned start.
    package var response: Histogram
    /// Times from the actual start.
    package var service: Histogram

    /// Creates an empty tally.
    package init(response: Histogram = Histogram(), service: Histogram = Histogram()) {
        self.response = response
        self.service = service
    }

    /// How many of the finished failed.
    package var failed: Int64 { failures.values.reduce(0, +) }

    /// Adds another tally.
    package mutating func merge(_ other: Tally) {
        started += other.started
        completed += other.completed
        failures.merge(other.failures, uniquingKeysWith: +)
        statuses.merge(other.statuses, uniquingKeysWith: +)
        bytesSent += other.bytesSent
        bytesReceived += other.bytesReceived
        response.merge(other.response)
        service.merge(other.service)
    }
}
