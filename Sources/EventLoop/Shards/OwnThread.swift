/// Work that blocks, on a thread of its own: neither the cooperative pool nor a shard may wait for it.
package enum OwnThread {
    /// Runs the work on a new thread and returns its result.
    package static func run<Result: Sendable>(
        named name: String, _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            do {
                let thread = try ShardThread(name: name) { continuation.resume(with: Swift.Result { try work() }) }
                thread.detach()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
