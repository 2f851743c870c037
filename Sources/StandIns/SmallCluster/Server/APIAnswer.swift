import Serving

/// What the API server does with a request.
enum APIAnswer: Sendable {
    case response(HTTPResponse)
    /// Changes are sent as they come about.
    case watch(WatchPlan)

    static func json(_ value: JSONValue, status: Int = 200) -> APIAnswer {
        .response(.json(value.encoded, status: status))
    }
}

/// What a client wants to be told about.
struct WatchPlan: Sendable {
    var type: ResourceType
    var namespace: String?
    var filter: ObjectFilter
    /// Changes after this version are sent.
    var version: Int
    /// What there is already and was asked for, sent first as added.
    var initial: [JSONValue]
    /// In real seconds.
    var timeoutSeconds: Double
    var wantsBookmarks: Bool
    var wantsTable: Bool
    /// The whole list in a table's first event, so that its columns are known.
    var hasSentColumns = false
}

/// Which objects a client wants to see.
struct ObjectFilter: Sendable {
    var labels = LabelSelector(labels: [:])
    var fields: FieldSelector?

    /// Reads the selectors of a request.
    ///
    /// - Throws: 400 for one that can't be read.
    init(_ query: HTTPFields) throws(APIFailure) {
        if let text = query["labelSelector"] {
            guard let selector = LabelSelector(text: text) else {
                throw .badRequest("unable to parse requirement: “\(text)” is no label selector")
            }
            labels = selector
        }
        if let text = query["fieldSelector"] {
            guard let selector = FieldSelector(text: text) else {
                throw .badRequest("invalid selector: “\(text)”; can't understand it")
            }
            fields = selector
        }
    }

    func matches(_ object: JSONValue) -> Bool {
        labels.matches(object.labels) && (fields?.matches(object) ?? true)
    }
}
