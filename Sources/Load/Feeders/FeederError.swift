/// Data that a feeder can't give: the run ends with this sentence instead of thousands of equal errors.
public struct FeederError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Code: Sendable, Equatable {
        /// The file isn't there or can't be read.
        case unreadable
        /// A row isn't what it should be.
        case malformed
        /// There are no rows at all.
        case empty
        /// All rows have been given, and the feeder was to stop the run then.
        case usedUp
    }

    /// The kind of fault.
    package let code: Code
    /// What is wrong, with the file and line and what was expected.
    public let description: String

    /// A fault with its sentence.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// How a run ends because of it.
    var stopReason: StopReason {
        code == .usedUp ? .rowsUsedUp(description) : .feederFailed(description)
    }
}
