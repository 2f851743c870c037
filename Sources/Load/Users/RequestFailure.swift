public import Measurement

/// A request that failed, already counted: thrown to end the user's iteration.
public struct RequestFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// How it failed.
    public let kind: FailureKind
    /// What the request is called in reports.
    public let endpoint: String
    /// The status of the answer; 0 when there was none.
    public let status: Int
    /// What was expected and what came, in a sentence.
    public let message: String

    /// A failure with its facts.
    public init(kind: FailureKind, endpoint: String, status: Int = 0, message: String) {
        self.kind = kind
        self.endpoint = endpoint
        self.status = status
        self.message = message
    }

    /// The endpoint and what happened to it.
    public var description: String { "\(endpoint): \(message)" }
}
