/// A method of HTTP.
public struct HTTPMethod: Sendable, Hashable, CustomStringConvertible {
    /// As it is sent.
    public let name: String

    /// A method of the given name, which must be a token: `PURGE`.
    public init(_ name: String) {
        precondition(
            !name.isEmpty && name.utf8.allSatisfy(Header.isTokenByte), "“\(name.debugQuoted)” isn't an HTTP method")
        self.name = name
    }

    /// As it is sent.
    public var description: String { name }

    /// Reads.
    public static let get = HTTPMethod("GET")
    /// Reads the headers only.
    public static let head = HTTPMethod("HEAD")
    /// Has something processed.
    public static let post = HTTPMethod("POST")
    /// Replaces.
    public static let put = HTTPMethod("PUT")
    /// Changes in part.
    public static let patch = HTTPMethod("PATCH")
    /// Removes.
    public static let delete = HTTPMethod("DELETE")
    /// Asks what is possible.
    public static let options = HTTPMethod("OPTIONS")
}
