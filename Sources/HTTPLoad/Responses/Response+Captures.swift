internal import Measurement

extension Response {
    /// The first capture of a pattern in the body: `try response.capture(Self.token)`; no match fails the request.
    public func capture(_ pattern: CapturePattern) throws -> String {
        try capture(pattern.regex)
    }

    /// The first capture of a pattern in the body: `try response.capture(/token=(\w+)/)`; no match fails the request.
    ///
    /// Compiles the pattern each time; see ``CapturePattern`` for one that is used often.
    public func capture(_ pattern: some RegexComponent<(Substring, Substring)>) throws -> String {
        let text = try keptText(for: "capture()")
        guard let match = text.firstMatch(of: pattern) else {
            throw failed(.check, "the pattern isn't in the body", got: "“\(text.debugQuoted)”")
        }
        return String(match.output.1)
    }

    /// What stands between two texts in the body, the first time they do: `try response.capture(between: "value=\"", and: "\"")`.
    ///
    /// A search for bytes, many times as fast as a pattern; their absence fails the request.
    public func capture(between start: String, and end: String) throws -> String {
        let body = try keptBody(for: "capture(between:and:)")
        guard let first = body.firstRange(of: Array(start.utf8)),
            let last = body[first.upperBound...].firstRange(of: Array(end.utf8))
        else {
            let preview = String(decoding: body.prefix(400), as: UTF8.self).debugQuoted
            throw failed(
                .check, "nothing between “\(start.debugQuoted)” and “\(end.debugQuoted)” in the body",
                got: "“\(preview)”")
        }
        return String(decoding: body[first.upperBound..<last.lowerBound], as: UTF8.self)
    }

    /// The value of a header; its absence fails the request.
    public func capture(header name: String) throws -> String {
        guard let value = header(name) else { throw failed(.check, "expected a header \(name), got none") }
        return value
    }
}
