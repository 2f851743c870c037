import Serving

/// Paths below an object: its scale, its status, its log.
extension ClusterModel {
    mutating func answer(
        _ subresource: String, of path: APIPath, _ request: HTTPRequest, _ now: ClusterTime
    ) throws(APIFailure) -> APIAnswer {
        guard path.type.subresources.contains(subresource) || subresource.hasPrefix("proxy") else { throw .unknownPath }
        let object = try existing(path)
        switch subresource {
        case "scale":
            return try scale(path, object, request)
        case "status":
            return try status(path, object, request)
        case "log":
            return .response(.text("\(path.name ?? "") is a stand-in and writes no log\n"))
        case "eviction":
            terminate(path.storedName, now)
            return .json(["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success"], status: 201)
        case "portforward":
            throw .notHere(
                "the small cluster has no port-forward: its pods are simulated; use the address that the target serves on"
            )
        case "exec", "attach":
            throw .notHere("the small cluster can't \(subresource): its pods are simulated, nothing runs in them")
        default:
            throw .notHere("the small cluster has no \(subresource) of \(path.type.plural)")
        }
    }

    private mutating func status(
        _ path: APIPath, _ object: JSONValue, _ request: HTTPRequest
    ) throws(APIFailure) -> APIAnswer {
        switch request.method {
        case "GET":
            return .json(object)
        case "PUT":
            return .json(store.update(path.type, try checked(path, object, try body(of: request), only: "status")))
        case "PATCH":
            let patch = Patch(type: request.headers["Content-Type"] ?? "", body: try body(of: request))
            guard let changed = patch?.applied(to: object) else {
                throw .invalid(path.type, path.name ?? "", "the patch doesn't fit the object")
            }
            return .json(store.update(path.type, try checked(path, object, changed, only: "status")))
        default:
            throw .notAllowed("the server does not allow this method on the requested resource")
        }
    }

    private mutating func scale(
        _ path: APIPath, _ object: JSONValue, _ request: HTTPRequest
    ) throws(APIFailure) -> APIAnswer {
        let former = scaleObject(object)
        let wanted: JSONValue
        switch request.method {
        case "GET":
            return .json(former)
        case "PUT":
            wanted = try body(of: request)
        case "PATCH":
            let patch = Patch(type: request.headers["Content-Type"] ?? "", body: try body(of: request))
            guard let changed = patch?.applied(to: former) else {
                throw .invalid(path.type, path.name ?? "", "the patch doesn't fit the object")
            }
            wanted = changed
        default:
            throw .notAllowed("the server does not allow this method on the requested resource")
        }
        guard let replicas = wanted["spec", "replicas"]?.integer, replicas >= 0 else {
            throw .invalid(path.type, path.name ?? "", "spec.replicas: Invalid value: must be at least 0")
        }
        let version = wanted["metadata", "resourceVersion"]?.string ?? ""
        guard version.isEmpty || version == object["metadata", "resourceVersion"]?.string else {
            throw .conflict(path.type, path.name ?? "")
        }
        if !isDryRun(request) { scale(ScaleTarget(type: path.type, object: object), to: replicas) }
        return .json(scaleObject(store.object(path.type, path.storedName) ?? object))
    }

    private func scaleObject(_ object: JSONValue) -> JSONValue {
        var metadata: JSONValue = [:]
        for key in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
            metadata[key] = object["metadata", key]
        }
        return [
            "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata,
            "spec": ["replicas": object["spec", "replicas"] ?? 1],
            "status": [
                "replicas": object["status", "replicas"] ?? 0,
                "selector": .string(LabelSelector(object["spec", "selector"]).text),
            ],
        ]
    }
}
