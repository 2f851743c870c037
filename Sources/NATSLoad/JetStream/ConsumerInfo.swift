/// What the server says of a consumer: how it delivers and how far it is.
package struct ConsumerInfo: Decodable, Equatable, Sendable {
    package struct Position: Decodable, Equatable, Sendable {
        package var consumerSequence: UInt64
        package var streamSequence: UInt64

        private enum CodingKeys: String, CodingKey {
            case consumerSequence = "consumer_seq"
            case streamSequence = "stream_seq"
        }
    }

    package var stream: String
    package var name: String
    package var config: ConsumerConfiguration
    /// The last message that was delivered.
    package var delivered: Position
    /// All messages up to here are acknowledged.
    package var ackFloor: Position
    /// Delivered and not yet acknowledged.
    package var ackPending: Int
    package var redelivered: Int
    /// Pull requests that wait for messages.
    package var waiting: Int
    /// In the stream and not yet delivered.
    package var pending: UInt64

    /// All that it has for its clients: what is still to be delivered, and what may be delivered again.
    var outstanding: Int64 { Int64(pending) + Int64(ackPending) }

    private enum CodingKeys: String, CodingKey {
        case stream = "stream_name"
        case name, config, delivered
        case ackFloor = "ack_floor"
        case ackPending = "num_ack_pending"
        case redelivered = "num_redelivered"
        case waiting = "num_waiting"
        case pending = "num_pending"
    }
}
