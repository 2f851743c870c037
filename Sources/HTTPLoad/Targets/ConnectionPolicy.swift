/// Who shares connections, and how long they live.
public struct ConnectionPolicy: Sendable, Hashable {
    /// Who may use a connection.
    public enum Owner: Sendable, Hashable {
        /// The user who opened it: as many connections as users, as with real ones.
        case user
        /// Whoever needs one: as few connections as suffice, as behind a gateway.
        case everybody
    }

    /// Who may use a connection.
    public var owner: Owner
    /// After how many requests of a user its connection is closed; nil for never.
    ///
    /// Connections that live for ever stay with the replicas that were there when they were opened: new ones behind a load
    /// balancer get no traffic. Recycling spreads it.
    public var requestsPerConnection: Int?
    /// How many connections a shared pool opens at most, on each of the generator's threads; nil for no limit.
    public var limit: Int?

    /// How many requests are in flight at once at most, on each of the generator's threads; further ones wait, and their
    /// response time counts the wait.
    public var requestsInFlight = 20_000

    /// Each user has a connection of its own and keeps it.
    public static let perUser = ConnectionPolicy(owner: .user)

    /// Each user has a connection of its own, closed after so many requests.
    public static func perUser(recycledAfter requests: Int) -> ConnectionPolicy {
        ConnectionPolicy(owner: .user, requestsPerConnection: requests)
    }

    /// All users share a pool.
    public static let shared = ConnectionPolicy(owner: .everybody)

    /// All users share a pool of so many connections at most, on each of the generator's threads.
    public static func shared(limit: Int) -> ConnectionPolicy {
        ConnectionPolicy(owner: .everybody, limit: limit)
    }
}
