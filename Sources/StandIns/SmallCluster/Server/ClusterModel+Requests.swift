import Serving

/// The API: what is answered to a request.
extension ClusterModel {
    mutating func answer(_ request: HTTPRequest, now: ClusterTime) -> APIAnswer {
        if request.method == "GET", let discovery = Discovery.answer(request.path) {
            // kubectl up to 1.28 reads this one as protobuf, of which nothing at all is a document without definitions.
            let isProtobuf = (request.headers["Accept"] ?? "").contains("protobuf")
            guard request.path == "/openapi/v2", isProtobuf else { return .json(discovery) }
            let type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
            return .response(HTTPResponse(headers: ["Content-Type": type]))
        }
        do throws(APIFailure) {
            guard let path = APIPath(request.path) else {
                if request.path.hasSuffix("selfsubjectaccessreviews") { return .json(review(request), status: 201) }
                if ["/healthz", "/livez", "/readyz"].contains(request.path) { return .response(.text("ok")) }
                if request.path.hasPrefix("/apis/autoscaling/v1/") {
                    throw .notHere(
                        "the small cluster has autoscaling/v2 only: apply an HPA of that version from a file")
                }
                throw .unknownPath
            }
            try authorise(path, request)
            if let subresource = path.subresource { return try answer(subresource, of: path, request, now) }
            switch (request.method, path.name) {
            case ("GET", let name?): return try get(path, name, request, now)
            case ("GET", nil): return try list(path, request, now)
            case ("POST", nil): return try create(path, request, now)
            case ("PUT", _?): return try replace(path, request, now)
            case ("PATCH", _?): return try patch(path, request, now)
            case ("DELETE", let name?): return try delete(path, name, request, now)
            case ("DELETE", nil): return try deleteAll(path, request, now)
            default: throw .notAllowed("the server does not allow this method on the requested resource")
            }
        } catch {
            return .response(error.response)
        }
    }

    private func authorise(_ path: APIPath, _ request: HTTPRequest) throws(APIFailure) {
        guard forbidden.contains(path.type.qualified) else { return }
        let verb =
            switch request.method {
            case "GET": path.name != nil ? "get" : isWatch(request) ? "watch" : "list"
            case "POST": "create"
            case "PUT": "update"
            default: request.method.lowercased()
            }
        throw .forbidden(path.type, verb, namespace: path.namespace ?? "", name: path.name)
    }

    /// Whether the user may do something: all but what is forbidden.
    private func review(_ request: HTTPRequest) -> JSONValue {
        var review = (try? JSONValue(parsing: request.body)) ?? [:]
        let attributes = review["spec", "resourceAttributes"]
        let group = attributes?["group"]?.string ?? ""
        let resource = attributes?["resource"]?.string ?? ""
        let qualified = group.isEmpty ? resource : "\(resource).\(group)"
        review["status"] = ["allowed": .bool(!forbidden.contains(qualified))]
        return review
    }

    private func isWatch(_ request: HTTPRequest) -> Bool {
        ["true", "1"].contains(request.query["watch"] ?? "")
    }

    private func wantsTable(_ request: HTTPRequest) -> Bool {
        (request.headers["Accept"] ?? "").contains("as=Table")
    }

    // MARK: - Reading

    private func get(
        _ path: APIPath, _ name: String, _ request: HTTPRequest, _ now: ClusterTime
    ) throws(APIFailure) -> APIAnswer {
        let object: JSONValue?
        if path.type.isReadOnly {
            object = try metrics(path, now).first { $0.storedName.name == name }
        } else {
            object = store.object(path.type, path.storedName)
        }
        guard let object else {
            // The metrics server names the namespace too.
            let shown = path.type == .podMetrics ? "\(path.namespace ?? "")/\(name)" : name
            guard path.type.isReadOnly else { throw .notFound(path.type, shown) }
            throw APIFailure(
                code: 404, reason: "NotFound",
                message: "\(path.type.kind.lowercased()).metrics.k8s.io \"\(shown)\" not found", type: path.type,
                name: shown)
        }
        guard wantsTable(request) else { return .json(object) }
        return .json(Table.of(path.type, [object], version: store.version, now))
    }

    private func metrics(_ path: APIPath, _ now: ClusterTime) throws(APIFailure) -> [JSONValue] {
        guard settings.hasMetrics else {
            throw APIFailure(
                code: 503, reason: "ServiceUnavailable", message: "the server is currently unable to handle the request"
            )
        }
        return metricObjects(path.type, namespace: path.namespace, now)
    }

    private func list(_ path: APIPath, _ request: HTTPRequest, _ now: ClusterTime) throws(APIFailure) -> APIAnswer {
        let filter = try ObjectFilter(request.query)
        if isWatch(request) { return try watch(path, filter, request) }
        let all = path.type.isReadOnly ? try metrics(path, now) : store.list(path.type, namespace: path.namespace)
        let items = all.filter(filter.matches)
        guard !wantsTable(request) || path.type.isReadOnly else {
            return .json(Table.of(path.type, items, version: store.version, now))
        }
        return .json([
            "kind": .string("\(path.type.kind)List"), "apiVersion": .string(path.type.apiVersion),
            "metadata": ["resourceVersion": .string("\(store.version)")], "items": .array(items),
        ])
    }

    private func watch(
        _ path: APIPath, _ filter: ObjectFilter, _ request: HTTPRequest
    ) throws(APIFailure) -> APIAnswer {
        guard !path.type.isReadOnly else { throw .notAllowed("\(path.type.qualified) can't be watched") }
        guard request.query["sendInitialEvents"] == nil else {
            throw APIFailure(
                code: 422, reason: "Invalid",
                message: "a watch stream was requested by the client but the required feature is disabled")
        }
        let text = request.query["resourceVersion"] ?? ""
        let version = Int(text) ?? 0
        if version > 0, store.changes(after: version) == nil {
            let error = APIFailure.expired("too old resource version: \(version) (\(store.oldest))")
            let line = JSONValue(dictionaryLiteral: ("type", "ERROR"), ("object", error.status)).encoded + "\n"
            return .response(.json(line))
        }
        let initial = version > 0 ? [] : store.list(path.type, namespace: path.namespace).filter(filter.matches)
        return .watch(
            WatchPlan(
                type: path.type, namespace: path.namespace, filter: filter,
                version: version > 0 ? version : store.version,
                initial: initial, timeoutSeconds: request.query["timeoutSeconds"].flatMap(Double.init) ?? 1800,
                wantsBookmarks: ["true", "1"].contains(request.query["allowWatchBookmarks"] ?? ""),
                wantsTable: wantsTable(request)))
    }
}
