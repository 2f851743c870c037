import EventLoop
import Synchronization

/// Waiting for Ctrl-C or a request to end.
enum Interrupt {
    /// Returns when SIGINT or SIGTERM came.
    static func wait() async throws {
        let (notices, continuation) = AsyncStream<Void>.makeStream()
        let interruption = try Interruption(watchesParent: false) { _ in continuation.yield() }
        for await _ in notices { break }
        interruption.end()
    }
}
