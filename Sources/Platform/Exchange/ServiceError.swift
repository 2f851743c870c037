/// An error as a service tells it: a code, and words.
struct ServiceError: Equatable, Sendable, CustomStringConvertible {
    let code: String
    let message: String

    var description: String { message.isEmpty ? code : "\(code): \(message)" }
}
