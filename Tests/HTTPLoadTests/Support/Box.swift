import Synchronization

/// A value that a story on another thread leaves behind.
final class Box<Value: Sendable>: Sendable {
    private let storage: Mutex<Value>

    init(_ value: Value) {
        storage = Mutex(value)
    }

    var value: Value {
        get { storage.withLock { $0 } }
        set { storage.withLock { $0 = newValue } }
    }

    func change(_ change: (inout sending Value) -> Void) {
        storage.withLock { change(&$0) }
    }
}
