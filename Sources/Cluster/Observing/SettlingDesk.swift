internal import Processes
internal import Synchronization

/// Counts the threads that have seen their source once, and tells when all have.
final class SettlingDesk: Sendable {
    private let pending: Mutex<Set<Int>>
    private let signal: StopSignal

    /// Waits for so many.
    init(count: Int, signal: StopSignal) {
        pending = Mutex(Set(0..<count))
        self.signal = signal
    }

    /// One of them has.
    func settled(_ index: Int) {
        let isEmpty = pending.withLock { pending in
            pending.remove(index)
            return pending.isEmpty
        }
        if isEmpty { signal.stop() }
    }

    /// Those that haven't.
    var open: [Int] { pending.withLock { $0.sorted() } }
}

extension Mutex where Value == Bool {
    /// Sets the value, and answers the one before.
    @discardableResult
    borrowing func exchange(_ value: Bool) -> Bool {
        withLock { held in
            defer { held = value }
            return held
        }
    }
}
