package import Measurement

/// What the requests of about one second came to: what guards and progress look at.
package struct SecondFacts: Sendable {
    /// Requests that were finished, and those of them that failed.
    package var completed: Int64 = 0, failed: Int64 = 0
    /// Failed for want of a connection.
    package var unconnected: Int64 = 0
    /// Times from the planned start.
    package var response = Histogram()
    /// What the requests cost.
    package var cost = 0.0
    /// Users active and requests in flight at its end.
    package var users = 0, inFlight = 0
    /// Arrivals started and dropped.
    package var arrivalsStarted: Int64 = 0, arrivalsDropped: Int64 = 0

    /// The facts of slices that were handed over together.
    package init(_ slices: ShardSlices, costs: CostModel? = nil) {
        for slice in slices.slices where slice.endpoint.kind == .request {
            completed += slice.tally.completed
            failed += slice.tally.failed
            unconnected += (slice.tally.failures[.connect] ?? 0) + (slice.tally.failures[.tls] ?? 0)
            response.merge(slice.tally.response)
            cost += costs?.cost(of: Int(slice.tally.completed), requestsTo: slice.endpoint.name) ?? 0
        }
        let last = slices.seconds.map(\.second).max()
        for second in slices.seconds {
            arrivalsStarted += second.arrivalsStarted
            arrivalsDropped += second.arrivalsDropped
            if second.second == last {
                users = max(users, second.users)
                inFlight = max(inFlight, second.inFlight)
            }
        }
    }

    /// Adds the facts of another second; users and requests in flight are the later one's.
    mutating func merge(_ later: SecondFacts) {
        completed += later.completed
        failed += later.failed
        unconnected += later.unconnected
        response.merge(later.response)
        cost += later.cost
        users = later.users
        inFlight = later.inFlight
        arrivalsStarted += later.arrivalsStarted
        arrivalsDropped += later.arrivalsDropped
    }
}
