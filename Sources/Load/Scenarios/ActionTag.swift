/// A name by which actions are chosen or left out at run time, and their figures asked for.
///
///     extension ActionTag { static let checkout: ActionTag = "checkout" }
public struct ActionTag: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The tag's name.
    public let name: String

    /// A tag of a name.
    public init(_ name: String) {
        self.name = name
    }

    /// A tag written as a text.
    public init(stringLiteral name: String) {
        self.name = name
    }

    /// The tag's name.
    public var description: String { name }
}
