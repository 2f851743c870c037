internal import Load
internal import Measurement

extension Response {
    /// Expects a status.
    @discardableResult
    public func expect(status expected: Int) throws -> Response {
        if status == expected { return self }
        throw failed(.status, "expected status \(expected), got \(status)")
    }

    /// Expects a status in a range: `200..<300`.
    @discardableResult
    public func expect(status expected: some RangeExpression<Int>) throws -> Response {
        if expected.contains(status) { return self }
        throw failed(.status, "expected a status in \(expected), got \(status)")
    }

    /// Expects one of several statuses.
    @discardableResult
    public func expect(statusIn expected: Set<Int>) throws -> Response {
        if expected.contains(status) { return self }
        let list = expected.sorted().map(String.init).joined(separator: ", ")
        throw failed(.status, "expected a status of \(list), got \(status)")
    }

    /// Expects a header, of a value if one is given.
    @discardableResult
    public func expect(header name: String, _ expected: String? = nil) throws -> Response {
        guard let value = header(name) else { throw failed(.check, "expected a header \(name), got none") }
        if let expected, value != expected {
            throw failed(.check, "expected \(name): \(expected.debugQuoted)", got: value.debugQuoted)
        }
        return self
    }

    /// Expects a text somewhere in the body, which must have been kept.
    @discardableResult
    public func expect(bodyContains expected: String) throws -> Response {
        let body = try keptBody(for: "expect(bodyContains:)")
        if body.place(of: expected) != nil { return self }
        // Other bytes may be the same characters, in a composed form and in parts.
        let text = String(decoding: body, as: UTF8.self)
        if text.contains(expected) { return self }
        throw failed(.check, "expected “\(expected.debugQuoted)” in the body", got: "“\(text.debugQuoted)”")
    }

    /// Expects the answer within a time, counted from when the request was sent.
    @discardableResult
    public func expect(within limit: Duration) throws -> Response {
        let service = Duration.nanoseconds(record.sample.serviceNs)
        if service <= limit { return self }
        throw failed(.check, "expected an answer within \(limit.brief)", got: "one after \(service.brief)")
    }

    /// Expects something of the scenario's own; the report counts it under its name.
    ///
    ///     try response.expect("is in stock") { $0.header("X-Stock") != "0" }
    @discardableResult
    public func expect(_ name: String, _ condition: (Response) throws -> Bool) throws -> Response {
        let passed: Bool
        do {
            passed = try condition(self)
        } catch let failure as RequestFailure {
            // What the condition itself has asked of the answer failed and says so.
            user.count(check: name, passed: false)
            throw failure
        }
        user.count(check: name, passed: passed)
        if passed { return self }
        throw failed(.check, "“\(name)” doesn't hold")
    }

    /// Marks the request as failed, unless it is too late for that.
    ///
    /// - Parameters:
    ///   - message: what was expected: equal for all failures of that sort, which are counted together.
    ///   - example: what came instead, where that differs from answer to answer.
    func failed(_ kind: FailureKind, _ message: String, got example: String = "") -> any Error {
        let message = kind == .check ? message + compressionHint : message
        let sentence = example.isEmpty ? message : "\(message), got \(example)"
        guard record.verdict == .pending else { return LateExpectation(endpoint: endpoint, message: sentence) }
        if record.sample.failure == nil {
            record.sample.failure = kind
            record.message = message
            record.example = example.isEmpty ? "" : "got \(example)"
        }
        return RequestFailure(kind: kind, endpoint: endpoint, status: status, message: sentence)
    }

    /// What explains why nothing is found in a body that is compressed though nobody asked for that.
    private var compressionHint: String {
        guard !user.acceptsCompression, bodySize > 0, let encoding = header("Content-Encoding")?.lowercased(),
            ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"].contains(encoding)
        else { return "" }
        return
            " (the body is compressed with \(encoding) though nobody asked for it: set the target's acceptsCompression)"
    }

    /// The body as text, or a failure that says how to have it.
    func keptText(for purpose: String) throws -> String {
        String(decoding: try keptBody(for: purpose), as: UTF8.self)
    }

    /// The body, or a failure that says how to have it.
    func keptBody(for purpose: String) throws -> [UInt8] {
        guard let body else {
            throw failed(
                .check,
                "\(purpose) needs the body, which was only counted: ask for it with keepingBody: true, "
                    + "or set the target's keepsBodies")
        }
        return body
    }
}
