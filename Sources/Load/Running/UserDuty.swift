/// How long a user goes on.
enum UserDuty: Sendable {
    /// Until it is told to leave.
    case untilRetired
    /// For so many iterations.
    case iterations(Int)
    /// As long as there are iterations left for anyone.
    case shared(IterationTickets)
    /// One iteration for each arrival that it is given.
    case arrivals
}
