/// What kind of failure ended a request.
public enum FailureKind: String, CaseIterable, Codable, Sendable {
    /// No connection: refused, unreachable, or a name that doesn't resolve.
    case connect
    /// The connection couldn't be secured.
    case tls
    /// No complete answer within the time allowed.
    case timeout
    /// The answer broke off, was garbage or too large.
    case transfer
    /// The answer's status wasn't the expected one.
    case status
    /// The answer didn't pass a check.
    case check
    /// The run ended before the answer came.
    case cancelled
    /// The scenario's own code threw an error.
    case scenario

    /// The place among all kinds.
    package var index: Int {
        switch self {
        case .connect: 0
        case .tls: 1
        case .timeout: 2
        case .transfer: 3
        case .status: 4
        case .check: 5
        case .cancelled: 6
        case .scenario: 7
        }
    }
}
