internal import Foundation

/// A thread that lives for one blocking piece of work, so that the cooperative pool never waits.
enum OwnThread {
    static func run<Result: Sendable>(_ name: String, _ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: work()) }
            thread.name = name
            thread.stackSize = 1 << 20
            thread.start()
        }
    }
}
