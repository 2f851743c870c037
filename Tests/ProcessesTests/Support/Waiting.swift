import Foundation

/// Does what blocks on a thread of its own.
func offPool<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}

/// Asks until a condition holds, for a minute at most.
func eventually(_ condition: () throws -> Bool) async rethrows -> Bool {
    for _ in 0..<1_200 {
        if try condition() { return true }
        try? await Task.sleep(for: .milliseconds(50))
    }
    return false
}
