/// Why a source of platform metrics couldn't be read or written to: one sentence with the datum and, where there is one, the remedy.
public struct PlatformFailure: Error, Equatable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: String, Sendable {
        /// Nothing answers at the source's address.
        case unreachable
        /// The source took too long.
        case timedOut
        /// The source answered with an error.
        case refused
        /// The source wants fewer requests, even after several attempts.
        case throttled
        /// The answer isn't what the source's interface promises.
        case malformed
        /// The answer is larger than any sensible one.
        case tooLarge
        /// Credentials, an address, a metric or a query can't be used as they are.
        case configuration
        /// The task was cancelled.
        case cancelled
    }

    /// What kind of failure it is.
    public let code: Code
    /// The sentence.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
