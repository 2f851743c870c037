internal import Measurement

extension Response {
    /// The value at a path in the body's JSON, as text: `try response.capture(json: "job.id")`.
    ///
    /// A path consists of keys and list positions with dots between them; `$.jobs[0].id` says the same as `jobs.0.id`. A string comes without quotes and escapes, a number as it is
    /// written, an object or list as its JSON; what isn't there or null fails the request. One pass over the body, many times as fast as a
    /// decoder or a pattern.
    public func capture(json path: String) throws -> String {
        let body = try keptBody(for: "capture(json:)")
        let reason: String
        switch JSONSearch.value(at: JSONPath(path), in: body) {
        case .found(.string(let text)), .found(.number(let text)), .found(.nested(let text)): return text
        case .found(.flag(let flag)): return "\(flag)"
        case .found(.null): reason = "it is null"
        case .absent: reason = "nothing is there"
        case .malformed: reason = "the body isn't JSON"
        }
        throw failed(.check, "expected a value at \(path) in the JSON: \(reason)", got: "“\(preview(of: body))”")
    }

    /// What stands between two texts in the body, the first time they do: `try response.capture(between: "value=\"", and: "\"")`.
    ///
    /// A search for bytes, many times as fast as a pattern; their absence fails the request.
    public func capture(between start: String, and end: String) throws -> String {
        let body = try keptBody(for: "capture(between:and:)")
        guard let place = body.place(of: start), case let first = place + start.utf8.count,
            let last = body.place(of: end, from: first)
        else {
            throw failed(
                .check, "nothing between “\(start.debugQuoted)” and “\(end.debugQuoted)” in the body",
                got: "“\(preview(of: body))”")
        }
        return String(decoding: body[first..<last], as: UTF8.self)
    }

    /// The first capture of a pattern in the body: `try response.capture(Self.token)`; no match fails the request.
    public func capture(_ pattern: CapturePattern) throws -> String {
        try capture(pattern.regex)
    }

    /// The first capture of a pattern that is written as text: `try response.capture(matching: #"token=(\w+)"#)`.
    ///
    /// It has one group, and is compiled once however often it is used. No match fails the request, and so does a text that is no such
    /// pattern.
    public func capture(matching pattern: String) throws -> String {
        let known: CapturePattern
        do {
            known = try CapturePattern.compiled(pattern)
        } catch {
            throw failed(.check, "“\(pattern.debugQuoted)” isn't a pattern with one group: \(error)")
        }
        return try capture(known)
    }

    /// The first capture of a pattern in the body: `try response.capture(/token=(\w+)/)`; no match fails the request.
    ///
    /// A literal that is written in place is made anew for each answer, which can cost more than the request itself. Three quarters of that is parsing,
    /// which Swift does before this is called, so nothing here could keep it: ``capture(matching:)`` takes the same pattern in place and
    /// compiles it once, ``CapturePattern`` keeps one of any kind, and values in JSON and text between two others need none.
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

    private func preview(of body: [UInt8]) -> String {
        String(decoding: body.prefix(400), as: UTF8.self).debugQuoted
    }
}

extension [UInt8] {
    /// Where a text begins, from a place on; nil when it isn't there.
    func place(of text: String, from start: Int = 0) -> Int? {
        let part = Array(text.utf8)
        guard let first = part.first else { return start }
        var place = start
        while place + part.count <= count {
            if self[place] == first, self[place..<place + part.count].elementsEqual(part) { return place }
            place += 1
        }
        return nil
    }
}
