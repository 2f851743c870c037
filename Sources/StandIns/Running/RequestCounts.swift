import Synchronization

/// How many requests came for each endpoint, and how they were answered.
final class RequestCounts: Sendable {
    struct Key: Hashable, Sendable {
        var endpoint: String
        /// 0 for connections closed without an answer.
        var status: Int
    }

    private struct State {
        var counts: [Key: Int] = [:]
        var seconds: [String: Double] = [:]
        /// By replica, those that have gone included.
        var replicas: [String: Int] = [:]
    }

    private let state = Mutex(State())

    func count(_ endpoint: String, status: Int, replica: String?, ns: Int64) {
        state.withLock { state in
            state.counts[Key(endpoint: endpoint, status: status), default: 0] += 1
            state.seconds[endpoint, default: 0] += Double(ns) / 1e9
            if let replica { state.replicas[replica, default: 0] += 1 }
        }
    }

    var byReplica: [String: Int] { state.withLock { $0.replicas } }

    /// By endpoint and status, in the order of their names.
    var all: [(key: Key, count: Int)] {
        state.withLock { $0.counts }.map { ($0.key, $0.value) }
            .sorted { ($0.0.endpoint, $0.0.status) < ($1.0.endpoint, $1.0.status) }
    }

    /// The time spent on each endpoint's requests, waiting included.
    var seconds: [(endpoint: String, seconds: Double)] {
        state.withLock { $0.seconds }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }
}
