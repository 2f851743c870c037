/// Environment variables that can't be understood, all of them.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The faults, each naming its variable and what was expected.
    public let faults: [String]

    /// An error for faults.
    package init(faults: [String]) {
        self.faults = faults
    }

    /// All faults in one line.
    public var description: String { faults.joined(separator: "; ") }
}
