package import EventLoop

/// What all connections of one shard share: the shard, and the list of those that have something to send.
///
/// Everything that is written in one turn of the loop leaves in one system call a connection. Used on the shard's thread only.
package final class NATSLoop {
    package let shard: Shard
    private var waiting: [NATSConnection] = []
    private var hook: HookID?

    /// - Precondition: called on the shard.
    package init(shard: Shard) {
        precondition(shard.isCurrent, "a NATS loop is made on its shard")
        self.shard = shard
        // Its owner may have ended with an error, before it could take the loop out.
        hook = shard.eachTurn { [weak self] in self?.flush() }
    }

    /// Takes the loop out of the shard; connections must be closed before.
    package func close() {
        if let hook { shard.remove(hook) }
        hook = nil
        waiting = []
    }

    func needsFlush(_ connection: NATSConnection) {
        waiting.append(connection)
    }

    private func flush() {
        guard !waiting.isEmpty else { return }
        let connections = waiting
        waiting.removeAll(keepingCapacity: true)
        for connection in connections { connection.flushScheduled() }
        // Whoever was told of room has written again; without a wake-up that would wait for somebody else's.
        if !waiting.isEmpty { _ = shard.at(Shard.now()) { [weak self] in self?.flush() } }
    }
}
