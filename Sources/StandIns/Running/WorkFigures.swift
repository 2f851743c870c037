/// What the replicas of a stand-in are doing and have done.
package struct WorkFigures: Sendable, Equatable {
    /// One replica; one that has gone isn't among them any more.
    package struct Replica: Sendable, Equatable {
        package var name: String
        /// The requests it serves now.
        package var running: Int
        /// The requests it has served.
        package var served: Int
        /// The time its slots worked since the start, summed over the slots; the difference of two readings over their
        /// distance times the slots is its utilisation.
        package var busyNs: Int64
    }

    /// The requests in line.
    package var waiting: Int
    package var replicas: [Replica]
    package var slots: Int
    /// When this was read, in nanoseconds of the monotonic clock.
    package var atNs: Int64

    /// The share of its slots that each replica kept busy since an earlier reading, by name.
    package func utilisation(since earlier: WorkFigures) -> [String: Double] {
        let before = Dictionary(earlier.replicas.map { ($0.name, $0.busyNs) }, uniquingKeysWith: { $1 })
        let span = Double(atNs - earlier.atNs) * Double(slots)
        guard span > 0 else { return [:] }
        return Dictionary(
            replicas.map { ($0.name, Double($0.busyNs - (before[$0.name] ?? 0)) / span) }, uniquingKeysWith: { $1 }
        )
    }
}
