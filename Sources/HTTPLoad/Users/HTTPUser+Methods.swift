public import Load

// The same parameters everywhere, from the least to the most special: what is asked for, what is sent along, what reports
// call it, how long it may take, whether its body is kept.
extension HTTPUser {
    /// Sends a request of any method.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - path: the path below the target's address; what is interpolated is encoded.
    ///   - query: items that follow the path, encoded.
    ///   - headers: headers of this request; they replace the target's of the same name.
    ///   - body: what is sent along.
    ///   - name: what reports call it: `GET /product/{id}`; method and path otherwise.
    ///   - tags: tags by which its figures can be picked.
    ///   - timeout: how long it may take; the target's limit otherwise.
    ///   - keepingBody: whether the answer's body is kept, to be looked into; the target says so otherwise.
    /// - Throws: a failure that is counted already, if there is no whole answer.
    @discardableResult
    public func request(
        _ method: HTTPMethod, _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:],
        body: Body? = nil, as name: String? = nil, tags: [ActionTag] = [], timeout: Duration? = nil,
        keepingBody: Bool? = nil
    ) async throws -> Response {
        try await send(
            Request(
                method, path, query: query, headers: headers, body: body, as: name, tags: tags, timeout: timeout,
                keepingBody: keepingBody))
    }

    /// Reads.
    @discardableResult
    public func get(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .get, path, query: query, headers: headers, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }

    /// Reads the headers only.
    @discardableResult
    public func head(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .head, path, query: query, headers: headers, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }

    /// Asks what is possible.
    @discardableResult
    public func options(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .options, path, query: query, headers: headers, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }

    /// Removes.
    @discardableResult
    public func delete(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], body: Body? = nil,
        as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .delete, path, query: query, headers: headers, body: body, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }

    /// Has something processed.
    @discardableResult
    public func post(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], body: Body? = nil,
        as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .post, path, query: query, headers: headers, body: body, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }

    /// Replaces.
    @discardableResult
    public func put(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], body: Body? = nil,
        as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .put, path, query: query, headers: headers, body: body, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }

    /// Changes in part.
    @discardableResult
    public func patch(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], body: Body? = nil,
        as name: String? = nil,
        tags: [ActionTag] = [], timeout: Duration? = nil, keepingBody: Bool? = nil
    ) async throws -> Response {
        try await request(
            .patch, path, query: query, headers: headers, body: body, as: name, tags: tags, timeout: timeout,
            keepingBody: keepingBody)
    }
}
