internal import Glibc

/// A value behind a lock of the system.
///
/// Not the library's Mutex: the thread sanitizer doesn't see that one's lock on Linux and reports races on everything
/// behind it, so that a run couldn't show that the loop has none.
///
/// Unchecked: the value is touched with the lock held only. The lock has a place of its own, as it may not move.
package final class Locked<Value>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    /// A value nobody else holds.
    package init(_ value: sending Value) {
        self.value = value
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        let code = pthread_mutex_init(lock, nil)
        precondition(code == 0, "a lock can't be made: error \(code)")
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Calls a function with the value to itself.
    package func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}
