/// A load or scenario that can't run, with everything that is wrong with it.
public struct InvalidLoad: Error, Sendable, Equatable, CustomStringConvertible {
    /// The faults, a sentence each.
    public let faults: [String]

    /// An error for faults, of which there is at least one.
    package init(faults: [String]) {
        precondition(!faults.isEmpty, "an invalid load needs a fault")
        self.faults = faults
    }

    /// All faults in one sentence.
    public var description: String {
        "the load can't run: " + faults.joined(separator: "; ")
    }
}
