import EventLoop

@testable import NATSLoad

/// Runs a test's body as a task on a shard of its own, with a NATS loop.
func onShard<Result: Sendable>(_ body: @escaping @Sendable (NATSLoop) async throws -> Result) async throws -> Result {
    let shard = try Shard(name: "test")
    let task = Task(executorPreference: shard) {
        let loop = NATSLoop(shard: shard)
        defer { loop.close() }
        return try await body(loop)
    }
    let result = await task.result
    await shard.shutDown()
    return try result.get()
}

extension ConnectionOptions {
    init(_ url: String, credentials: Credentials = .none) throws {
        self.init(servers: try ServerAddress.list(url))
        self.credentials = credentials
    }
}
