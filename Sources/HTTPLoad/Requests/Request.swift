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
    public init(_ method: HTTPMethod, _ path: RequestPath) {
        self.method = method
        self.path = path
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
        if let timeout, timeout <= .zero { return "a time-out must be above zero, not \(timeout)" }
        return nil
    }
}

/// A request that can't be sent as it is described: a mistake in the scenario or in its data.
public struct InvalidRequest: Error, CustomStringConvertible, Equatable {
    /// What the request is called.
    public let endpoint: String
    /// What is wrong.
    public let fault: String

    /// The endpoint and what is wrong.
    public var description: String { "\(endpoint) wasn't sent: \(fault)" }
}
