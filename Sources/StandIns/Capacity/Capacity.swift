/// What a stand-in can bear: replicas that each serve so many requests at once, each in so much time.
///
/// With R replicas of S slots and a service time of T it completes at most R·S/T requests a second; what comes faster
/// waits in line, and what finds the line full is turned away with 503.
package struct Capacity: Sendable, Equatable {
    /// How requests find their replica.
    package enum Balancing: String, Sendable, CaseIterable {
        /// Each request goes to the next replica that is free, as behind a proxy.
        case roundRobin = "round-robin"
        /// Each connection stays with the replica that it first met, as through a Kubernetes service: replicas that
        /// come later get no traffic from connections that are kept.
        case perConnection = "per-connection"
    }

    /// The names of the replicas; none at all turns every request away.
    package var replicas: [String]
    /// The requests that one replica serves at once.
    package var slots: Int
    package var serviceTime: ServiceTime
    /// The requests that may wait, over all replicas.
    package var queueLimit: Int
    package var balancing: Balancing

    /// - Parameter replicas: how many; they are called `replica-1` and so on.
    package init(
        replicas: Int = 2, slots: Int = 8, serviceTime: Duration = .milliseconds(20),
        spread: ServiceTime.Spread = .none, queueLimit: Int = 1000, balancing: Balancing = .roundRobin
    ) {
        self.init(
            replicas: Capacity.names(replicas), slots: slots, serviceTime: serviceTime, spread: spread,
            queueLimit: queueLimit, balancing: balancing
        )
    }

    package init(
        replicas: [String], slots: Int, serviceTime: Duration, spread: ServiceTime.Spread = .none,
        queueLimit: Int = 1000, balancing: Balancing = .roundRobin
    ) {
        self.replicas = replicas
        self.slots = slots
        self.serviceTime = ServiceTime(mean: serviceTime, spread: spread)
        self.queueLimit = queueLimit
        self.balancing = balancing
    }

    /// The names that so many replicas get.
    package static func names(_ count: Int) -> [String] {
        (0..<max(0, count)).map { "replica-\($0 + 1)" }
    }

    /// Everything that is wrong with it, a sentence each.
    package var faults: [String] {
        var faults: [String] = []
        if replicas.count > 10_000 { faults.append("replicas: expected 0 to 10000, got \(replicas.count)") }
        if Set(replicas).count < replicas.count { faults.append("replicas: each needs a name of its own") }
        if !(1...100_000).contains(slots) { faults.append("slots: expected 1 to 100000, got \(slots)") }
        if serviceTime.mean < .zero || serviceTime.mean > .seconds(3600) {
            faults.append("service time: expected 0 s to 1 h, got \(serviceTime.mean)")
        }
        if case .uniform(let part) = serviceTime.spread, !(0...1).contains(part) {
            faults.append("spread: expected a part from 0 to 1 of the service time, got \(part)")
        }
        if !(0...1_000_000).contains(queueLimit) {
            faults.append("queue limit: expected 0 to 1000000, got \(queueLimit)")
        }
        return faults
    }
}
