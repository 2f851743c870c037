/// What the server says of a stream: how it is kept and what it holds.
package struct StreamInfo: Decodable, Equatable, Sendable {
    package struct State: Decodable, Equatable, Sendable {
        package var messages: UInt64 = 0
        package var bytes: UInt64 = 0
        package var firstSequence: UInt64 = 0
        package var lastSequence: UInt64 = 0
        package var consumers = 0

        package init() {}

        private enum CodingKeys: String, CodingKey {
            case messages, bytes
            case firstSequence = "first_seq"
            case lastSequence = "last_seq"
            case consumers = "consumer_count"
        }
    }

    package struct Cluster: Decodable, Equatable, Sendable {
        package struct Peer: Decodable, Equatable, Sendable {
            package var name: String
            package var current: Bool
            package var lag: UInt64?
        }
        package var name: String?
        package var leader: String?
        package var replicas: [Peer]?
    }

    package var config: StreamConfiguration
    package var state: State
    package var cluster: Cluster?
}
