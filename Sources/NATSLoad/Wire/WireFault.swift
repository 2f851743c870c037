/// A violation of the NATS protocol by the peer, after which the connection's bytes can't be trusted any more.
package struct WireFault: Error, Equatable, CustomStringConvertible {
    /// What was violated.
    package enum Code: Equatable, Sendable {
        /// A control line that never ends, or is longer than the limit.
        case lineTooLong(limit: Int)
        /// An operation that the protocol doesn't have.
        case unknownOperation(String)
        /// A MSG or HMSG line with too few or too many words, or a word that isn't a number where one belongs.
        case malformedMessage(String)
        /// A payload larger than the limit.
        case payloadTooLarge(bytes: Int, limit: Int)
        /// A payload that isn't followed by a line end.
        case unterminatedPayload
        /// An INFO that isn't the JSON object it must be.
        case malformedInfo(String)
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }

    package var description: String {
        switch code {
        case .lineTooLong(let limit):
            "the peer sent a control line of more than \(limit) bytes; is this address a NATS server?"
        case .unknownOperation(let text):
            "the peer sent “\(text)”, which is no NATS operation; is this address a NATS server?"
        case .malformedMessage(let line): "the peer sent a message line that can't be read: “\(line)”"
        case .payloadTooLarge(let bytes, let limit):
            "the peer announced a payload of \(bytes) bytes; the limit is \(limit)"
        case .unterminatedPayload: "a payload isn't followed by a line end: the length that was announced is wrong"
        case .malformedInfo(let reason): "the server's INFO can't be read: \(reason)"
        }
    }
}
