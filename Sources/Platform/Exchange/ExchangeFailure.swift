/// An exchange that brought no answer.
struct ExchangeFailure: Error, Equatable, CustomStringConvertible {
    /// What went wrong.
    enum Code: Sendable {
        /// Nothing listens there, or the name isn't known.
        case unreachable
        case timedOut
        /// The connection ended or the answer was no HTTP.
        case brokenOff
        case tooLarge
        case cancelled
        /// The request can't be made: a malformed address, or a libcurl without a feature.
        case impossible
    }

    let code: Code
    let description: String
}
