/// A request as it was received, body included.
package struct HTTPRequest: Sendable {
    /// GET, POST … as sent.
    package var method: String
    /// The path without query, its percent escapes resolved.
    package var path: String
    package var query: HTTPFields
    package var headers: HTTPFields
    package var cookies: HTTPFields
    package var body: [UInt8]
    /// The number of the connection it came on: counted from 1 by its server, never used twice.
    package var connection: UInt64

    package init(
        method: String = "GET", path: String = "/", query: HTTPFields = [:], headers: HTTPFields = [:],
        cookies: HTTPFields = [:], body: [UInt8] = [], connection: UInt64 = 0
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.connection = connection
    }

    /// The parts of the path between its slashes, empty ones left out.
    package var pathComponents: [String] {
        path.split(separator: "/").map(String.init)
    }

    /// The body as text, damaged UTF-8 repaired.
    package var text: String { String(decoding: body, as: UTF8.self) }
}
