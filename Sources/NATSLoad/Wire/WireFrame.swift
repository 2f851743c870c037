/// One complete operation from a server, its parts given as places in the bytes it was read from, so that nothing is copied.
package enum WireFrame: Equatable, Sendable {
    /// The server introduces itself or tells of a change; the range holds a JSON object.
    case info(Range<Int>)
    case message(MessageFrame)
    case ping
    case pong
    case ok
    /// The server refuses something; the range holds its words without the quotation marks.
    case error(Range<Int>)
}

/// The places of a message's parts in the bytes it was read from.
package struct MessageFrame: Equatable, Sendable {
    package var subject: Range<Int>
    package var subscription: Int
    /// Empty when there is no reply subject.
    package var reply: Range<Int>
    /// Empty when there are no headers; otherwise from `NATS/1.0` to the blank line.
    package var headers: Range<Int>
    package var payload: Range<Int>
}
