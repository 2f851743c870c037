import Serving

/// Requests that make, change and delete objects.
extension ClusterModel {
    mutating func create(_ path: APIPath, _ request: HTTPRequest, _ now: ClusterTime) throws(APIFailure) -> APIAnswer {
        try create(path, body(of: request), request, now)
    }

    private mutating func create(
        _ path: APIPath, _ object: JSONValue, _ request: HTTPRequest, _ now: ClusterTime
    ) throws(APIFailure) -> APIAnswer {
        guard !path.type.isReadOnly else { throw .notAllowed("\(path.type.qualified) can't be made") }
        var object = object
        if path.type.isNamespaced {
            let namespace = path.namespace ?? "default"
            guard !namespaceIsMissing(namespace) else { throw .notFound(.namespaces, namespace) }
            object["metadata", "namespace"] = .string(namespace)
        }
        if object["metadata", "name"] == nil, let prefix = object["metadata", "generateName"]?.string {
            object["metadata", "name"] = .string(prefix + store.newSuffix())
        }
        let name = object.storedName
        guard !name.name.isEmpty else {
            throw .invalid(path.type, "", "metadata.name: Required value: name or generateName is required")
        }
        guard store.object(path.type, name) == nil else { throw .alreadyExists(path.type, name.name) }
        object = try Admission.admitted(path.type, object)
        if isDryRun(request) {
            object["metadata", "creationTimestamp"] = .string(now.stamp)
            return .json(object, status: 201)
        }
        return .json(store.create(path.type, object, stamp: now.stamp), status: 201)
    }

    mutating func replace(_ path: APIPath, _ request: HTTPRequest, _ now: ClusterTime) throws(APIFailure) -> APIAnswer {
        try store(path, try existing(path), try body(of: request), request)
    }

    mutating func patch(_ path: APIPath, _ request: HTTPRequest, _ now: ClusterTime) throws(APIFailure) -> APIAnswer {
        let type = request.headers["Content-Type"] ?? ""
        let body = try body(of: request)
        guard let patch = Patch(type: type, body: body) else {
            throw APIFailure(
                code: 415, reason: "UnsupportedMediaType",
                message: "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
        }
        if type.hasPrefix("application/apply-patch"), store.object(path.type, path.storedName) == nil {
            // Server-side apply makes what isn't there.
            var object = body
            object["metadata", "name"] = .string(path.name ?? "")
            return try create(path, object, request, now)
        }
        let former = try existing(path)
        guard let object = patch.applied(to: former) else {
            throw .invalid(path.type, path.name ?? "", "the patch doesn't fit the object")
        }
        return try store(path, former, object, request)
    }

    /// Puts an object in the place of a former one.
    ///
    /// - Parameter part: the only part that may change, for a subresource; otherwise all but the status.
    func checked(
        _ path: APIPath, _ former: JSONValue, _ object: JSONValue, only part: String? = nil
    ) throws(APIFailure) -> JSONValue {
        let version = object["metadata", "resourceVersion"]?.string ?? ""
        guard version.isEmpty || version == former["metadata", "resourceVersion"]?.string else {
            throw .conflict(path.type, path.name ?? "")
        }
        var result = former
        if let part {
            result[part] = object[part]
            return result
        }
        result = object
        for key in ["uid", "creationTimestamp", "namespace", "name", "generation", "deletionTimestamp"] {
            result["metadata", key] = former["metadata", key]
        }
        result["apiVersion"] = former["apiVersion"]
        result["kind"] = former["kind"]
        result = try Admission.admitted(path.type, result)
        result["status"] = former["status"]
        let generation = former["metadata", "generation"]?.integer
        result["metadata", "generation"] = generation.map { .integer(result["spec"] == former["spec"] ? $0 : $0 + 1) }
        return result
    }

    private mutating func store(
        _ path: APIPath, _ former: JSONValue, _ object: JSONValue, _ request: HTTPRequest
    ) throws(APIFailure) -> APIAnswer {
        let object = try checked(path, former, object)
        return .json(isDryRun(request) ? object : store.update(path.type, object))
    }

    func existing(_ path: APIPath) throws(APIFailure) -> JSONValue {
        guard let object = store.object(path.type, path.storedName) else { throw .notFound(path.type, path.name ?? "") }
        return object
    }

    func body(of request: HTTPRequest) throws(APIFailure) -> JSONValue {
        if (request.headers["Content-Type"] ?? "").contains("protobuf") {
            throw APIFailure(
                code: 415, reason: "UnsupportedMediaType",
                message: "the small cluster reads JSON and this command sends protobuf: have it written with "
                    + "“--dry-run=client -o yaml”, and give that to “kubectl apply -f -”")
        }
        do throws(JSONValue.Malformed) {
            return try JSONValue(parsing: request.body)
        } catch {
            throw .badRequest("the object provided is unrecognized: \(error.description)")
        }
    }

    func isDryRun(_ request: HTTPRequest) -> Bool {
        request.query["dryRun"] == "All"
    }

    // MARK: - Deleting

    mutating func delete(
        _ path: APIPath, _ name: String, _ request: HTTPRequest, _ now: ClusterTime
    ) throws(APIFailure) -> APIAnswer {
        let object = try existing(path)
        if isDryRun(request) { return .json(object) }
        let options = try? body(of: request)
        let grace = options?["gracePeriodSeconds"]?.integer ?? request.query["gracePeriodSeconds"].flatMap { Int($0) }
        remove(path.type, object, grace: grace, now)
        if path.type == .pods { return .json(store.object(.pods, path.storedName) ?? object) }
        let details = JSONValue(present: [
            "name": .string(name), "group": path.type.group.isEmpty ? nil : .string(path.type.group),
            "kind": .string(path.type.plural), "uid": .string(object.uid),
        ])
        return .json(["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details])
    }

    mutating func deleteAll(_ path: APIPath, _ request: HTTPRequest, _ now: ClusterTime) throws(APIFailure) -> APIAnswer
    {
        let filter = try ObjectFilter(request.query)
        let objects = store.list(path.type, namespace: path.namespace).filter(filter.matches)
        for object in objects where !isDryRun(request) { remove(path.type, object, grace: nil, now) }
        return .json([
            "kind": .string("\(path.type.kind)List"), "apiVersion": .string(path.type.apiVersion),
            "metadata": ["resourceVersion": .string("\(store.version)")], "items": .array(objects),
        ])
    }

    private mutating func remove(_ type: ResourceType, _ object: JSONValue, grace: Int?, _ now: ClusterTime) {
        if type == .pods {
            terminate(object.storedName, grace: grace, now)
            return
        }
        store.delete(type, object.storedName)
        guard type == .namespaces else { return }
        for other in ResourceType.all where other.isNamespaced && !other.isReadOnly {
            for object in store.list(other, namespace: object.storedName.name) {
                if other == .pods { terminate(object.storedName, now) } else { store.delete(other, object.storedName) }
            }
        }
    }
}
