/// What clients are compared at.
enum NATSBenchTask: String, CaseIterable, Sendable {
    /// Publishing without acknowledgement.
    case core
    /// JetStream's asynchronous publishing with 1,000 messages in flight, 128 B, memory.
    case publish
    /// Pulling from a stream, each message acknowledged.
    case pull
    /// A request and its reply over two connections of one process.
    case roundtrip
    /// From publishing to receiving at 2,000 messages/s.
    case latency
    /// 500 connections.
    case connections

    /// How many messages, requests or connections; a slow client gets fewer.
    func usualCount(for peer: String) -> Int {
        let isSlow = peer == NATSBenchPeer.python
        return switch self {
        case .core: isSlow ? 200_000 : 4_000_000
        case .publish: isSlow ? 50_000 : 500_000
        case .pull: isSlow ? 40_000 : 400_000
        case .roundtrip: isSlow ? 5_000 : 20_000
        case .latency: 6_000
        case .connections: 500
        }
    }

    /// What it is, for the table's head.
    var title: String {
        switch self {
        case .core: "core: publishing 128 B without acknowledgement"
        case .publish: "publish: JetStream in memory, 128 B, asynchronous with 1,000 in flight"
        case .pull: "pull: JetStream, up to 512 asked for, each acknowledged"
        case .roundtrip: "roundtrip: a request and its reply, 128 B"
        case .latency: "latency: from publishing to receiving at 2,000 messages/s"
        case .connections: "connections: 500 at a time"
        }
    }

    /// What this client promises.
    var goals: [NATSBenchGoal] {
        switch self {
        case .core: [.init(.rate, .atLeast(0.9)), .init(.processor, .atMost(1.0 / 3))]
        case .publish: [.init(.rate, .atLeast(1.3)), .init(.processor, .atMost(1.0 / 3))]
        case .pull: [.init(.rate, .atLeast(1.1)), .init(.processor, nil)]
        case .roundtrip: [.init(.median, .atMost(1))]
        case .latency: [.init(.median, .atMost(0.2))]
        case .connections: [.init(.memory, nil, ownMegabytes: 40)]
        }
    }
}
