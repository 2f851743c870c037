/// A connection that a callback may find gone.
///
/// Unchecked: made and read on the shard's thread only; the resolver's thread merely carries it.
final class WeakConnection: @unchecked Sendable {
    weak var connection: NATSConnection?
    init(_ connection: NATSConnection) { self.connection = connection }
}
