/// A name under which a user keeps a value from one action to the next: `static let job = Captured<String>("job")`.
public struct Captured<Value: Sendable>: Sendable {
    /// The name, for messages.
    public let name: String

    /// A name for a value of a type. Equal names of equal types are the same memory.
    public init(_ name: String) {
        self.name = name
    }
}

/// What one user keeps.
struct UserMemory {
    private var values: [String: any Sendable] = [:]

    subscript<Value>(key: Captured<Value>) -> Value? {
        get { values[Self.name(of: key)] as? Value }
        set { values[Self.name(of: key)] = newValue }
    }

    private static func name<Value>(of key: Captured<Value>) -> String {
        "\(key.name): \(Value.self)"
    }
}

extension VirtualUser {
    /// What the user has captured under a name; nil before it has.
    ///
    ///     user[Job.id] = try response.json(\.id)     // in one action
    ///     guard let id = user[Job.id] else { return }  // in another
    public subscript<Value: Sendable>(key: Captured<Value>) -> Value? {
        get { context.memory[key] }
        set { context.memory[key] = newValue }
    }

    /// The user's number in the run, from 0.
    public var number: Int { context.number }
}
