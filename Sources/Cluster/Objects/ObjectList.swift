import Foundation

/// A list of objects as kubectl get prints it. Only worth reading after the exit code: a refused list prints an empty one.
package struct ObjectList<Object: Decodable & Sendable>: Sendable, Decodable {
    /// The objects.
    package var items: [Object]

    /// Reads a list.
    package init(_ text: some Collection<UInt8>) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(text))
    }
}
