import Synchronization

/// The iterations that the users of all shards share, handed out one at a time.
final class IterationTickets: Sendable {
    private let left: Atomic<Int>

    /// So many iterations.
    init(_ count: Int) {
        left = Atomic(count)
    }

    /// Takes an iteration; false when there are none left.
    func take() -> Bool {
        left.wrappingSubtract(1, ordering: .relaxed).oldValue > 0
    }
}
