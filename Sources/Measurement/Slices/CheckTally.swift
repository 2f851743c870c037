/// How often a check passed and failed.
public struct CheckTally: Sendable, Hashable, Codable {
    /// How often it passed.
    public package(set) var passed: Int64
    /// How often it failed.
    public package(set) var failed: Int64

    /// Creates a tally.
    package init(passed: Int64 = 0, failed: Int64 = 0) {
        self.passed = passed
        self.failed = failed
    }

    func merged(with other: CheckTally) -> CheckTally {
        CheckTally(passed: passed + other.passed, failed: failed + other.failed)
    }
}
