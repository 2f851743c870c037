/// What a server answers.
package struct HTTPResponse: Sendable {
    /// The content: known as a whole, or written bit by bit.
    package enum Body: Sendable {
        case bytes([UInt8])
        case stream(HTTPStream)
    }

    package var status: Int
    package var headers: HTTPFields
    package var body: Body

    package init(status: Int = 200, headers: HTTPFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer of text.
    package static func text(
        _ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8"
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": type], body: .bytes(Array(text.utf8)))
    }

    /// An answer of JSON text that is at hand already.
    package static func json(_ text: String, status: Int = 200) -> HTTPResponse {
        .text(text, status: status, type: "application/json")
    }

    /// An answer whose body is written as it comes about.
    package static func stream(
        _ stream: HTTPStream, status: Int = 200, type: String = "application/octet-stream"
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": type], body: .stream(stream))
    }

    /// The same answer with one more header.
    package func header(_ name: String, _ value: String) -> HTTPResponse {
        var copy = self
        copy.headers.append(name, value)
        return copy
    }
}
