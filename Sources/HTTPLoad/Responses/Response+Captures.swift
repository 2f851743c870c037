internal import Measurement

extension Response {
    /// The first capture of a pattern in the body: `try response.capture(/token=(\w+)/)`; no match fails the request.
    public func capture(_ pattern: some RegexComponent<(Substring, Substring)>) throws -> String {
        let text = try keptText(for: "capture()")
        guard let match = text.firstMatch(of: pattern) else {
            throw failed(.check, "the pattern isn't in the body", got: "“\(text.debugQuoted)”")
        }
        return String(match.output.1)
    }

    /// The value of a header; its absence fails the request.
    public func capture(header name: String) throws -> String {
        guard let value = header(name) else { throw failed(.check, "expected a header \(name), got none") }
        return value
    }
}
