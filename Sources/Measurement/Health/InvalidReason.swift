/// Why a run's figures can't be believed, and what to do about it.
public struct InvalidReason: Sendable, Hashable, Codable, CustomStringConvertible {
    /// How a test's issue begins that tells of one.
    package static let heading = "invalid run: "

    /// What was measured and what it should have been.
    public let reason: String
    /// What to change.
    public let remedy: String

    /// Creates a reason.
    package init(_ reason: String, remedy: String) {
        self.reason = reason
        self.remedy = remedy
    }

    /// Both in one line.
    public var description: String { "\(reason) – \(remedy)" }
}
