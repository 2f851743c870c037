/// What each stand-in can be given at its start.
package struct StandInSettings: Sendable {
    package var host: String
    /// 0 for a free one.
    package var port: Int
    package var capacity: Capacity
    package var faults: Faults
    /// What service times and faults are drawn from.
    package var seed: UInt64

    package init(
        host: String = "127.0.0.1", port: Int = 0, capacity: Capacity = Capacity(), faults: Faults = .none,
        seed: UInt64 = 1
    ) {
        self.host = host
        self.port = port
        self.capacity = capacity
        self.faults = faults
        self.seed = seed
    }
}

/// A stand-in was asked for something that can't be.
package struct StandInError: Error, Equatable, CustomStringConvertible {
    /// Everything that is wrong, a sentence each.
    package var problems: [String]

    package var description: String { problems.joined(separator: "; ") }
}
