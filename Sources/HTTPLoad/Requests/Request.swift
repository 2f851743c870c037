public import Load

/// What a user is about to ask of the target.
public struct Request: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// The path below the target's address.
    public var path: RequestPath
    /// Items that follow the path, encoded.
    public var query: KeyValuePairs<String, String> = [:]
    /// Headers of this request; they replace the target's of the same name.
    public var headers = Headers()
    /// What is sent along.
    public var body: Body?
    /// What reports call it; method and path otherwise.
    public var name: String?
    /// Tags by which its figures can be picked.
    public var tags: [ActionTag] = []
    /// How long it may take, unless the target's limit applies.
    public var timeout: Duration?
    /// Whether the answer's body is kept; the target says so otherwise.
    public var keepsBody: Bool?

    /// A request.
    public init(
        _ method: HTTPMethod, _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:],
        body: Body? = nil, as name: String? = nil, tags: [ActionTag] = [], timeout: Duration? = nil,
        keepingBody: Bool? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.name = name
        self.tags = tags
        self.timeout = timeout
        keepsBody = keepingBody
    }

    /// A request that reads.
    public static func get(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], as name: String? = nil,
        keepingBody: Bool? = nil
    ) -> Request {
        Request(.get, path, query: query, headers: headers, as: name, keepingBody: keepingBody)
    }

    /// A request that has something processed.
    public static func post(
        _ path: RequestPath, query: KeyValuePairs<String, String> = [:], headers: Headers = [:], body: Body? = nil,
        as name: String? = nil, keepingBody: Bool? = nil
    ) -> Request {
        Request(.post, path, query: query, headers: headers, body: body, as: name, keepingBody: keepingBody)
    }

    /// The same request, bearing the tags of the action that it belongs to as well.
    func tagged(_ actionTags: [ActionTag]) -> Request {
        guard !actionTags.isEmpty else { return self }
        var request = self
        request.tags = tags.isEmpty ? actionTags : tags + actionTags.filter { !tags.contains($0) }
        return request
    }

    /// Why it can't be sent; nil when it can.
    var fault: String? {
        for header in headers {
            if let fault = header.fault { return fault }
        }
        if let type = body?.contentType, let fault = Header("Content-Type", type).fault { return fault }
        if method == .head, body != nil {
            return "HEAD asks for headers only and can't have a body; use another method"
        }
        if let timeout, timeout <= .zero { return "a time-out must be above zero, not \(timeout)" }
        return nil
    }
}
