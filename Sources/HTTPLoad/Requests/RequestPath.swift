/// The path of a request, as it is sent and as it is called.
///
/// What is interpolated is data: it is percent-encoded, so that a feeder's value can't leave its place in the path, and it
/// stays out of the name, so that requests that differ by an id share a line in the report.
///
///     user.get("/product/\(id)")                // sent as /product/a%2Fb, called GET /product/{}
///     user.get("/product/\(id, as: "id")")      // called GET /product/{id}
///     user.get(.verbatim(link))                 // a path that came from the target, its encoding kept
public struct RequestPath: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// As it is sent, from the first slash on, query included.
    package let encoded: String
    /// As it is called in reports, without the query.
    package let name: String

    private init(encoded: String, name: String) {
        self.encoded = Self.rooted(PercentEncoding.mended(encoded))
        self.name = Self.rooted(Self.withoutQuery(name))
    }

    /// A path that is written in the scenario.
    public init(stringLiteral value: String) {
        self.init(encoded: value, name: value)
    }

    /// A path with data in it.
    public init(stringInterpolation interpolation: StringInterpolation) {
        self.init(encoded: interpolation.encoded, name: interpolation.name)
    }

    /// A path that is encoded already, such as a link from an answer; only what can't stand in a URL is encoded.
    public static func verbatim(_ path: String) -> RequestPath {
        RequestPath(encoded: path, name: path)
    }

    /// Gathers the parts of a path.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var encoded = ""
        var name = ""

        /// An empty path.
        public init(literalCapacity: Int, interpolationCount: Int) {
            encoded.reserveCapacity(literalCapacity + 8 * interpolationCount)
            name.reserveCapacity(literalCapacity + 8 * interpolationCount)
        }

        /// Appends what is written in the scenario.
        public mutating func appendLiteral(_ literal: String) {
            encoded += literal
            name += literal
        }

        /// Appends data, encoded; its place is named after what it is.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible, as name: String = "") {
            PercentEncoding.append(value.description, to: &encoded)
            self.name += "{\(name)}"
        }
    }

    /// Guards the host in front: `@evil.example` would otherwise turn it into a user name.
    private static func rooted(_ path: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : "/" + path
    }

    private static func withoutQuery(_ path: String) -> String {
        guard let end = path.utf8.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
            return path
        }
        return String(path[..<end])
    }
}
