import EventLoop

/// A value that a story on another thread leaves behind.
final class Box<Value: Sendable>: Sendable {
    private let storage: Locked<Value>

    init(_ value: Value) {
        storage = Locked(value)
    }

    var value: Value {
        get { storage.withLock { $0 } }
        set { storage.withLock { $0 = newValue } }
    }

    func change(_ change: (inout sending Value) -> Void) {
        storage.withLock { change(&$0) }
    }
}
