import Serving

/// A request that the API server refuses, as the `Status` object that clients know.
struct APIFailure: Error, Sendable, Equatable {
    var code: Int
    var reason: String
    var message: String
    var type: ResourceType?
    var name: String?

    static func notFound(_ type: ResourceType, _ name: String) -> APIFailure {
        APIFailure(
            code: 404, reason: "NotFound", message: "\(type.qualified) \"\(name)\" not found", type: type, name: name)
    }

    static func alreadyExists(_ type: ResourceType, _ name: String) -> APIFailure {
        APIFailure(
            code: 409, reason: "AlreadyExists", message: "\(type.qualified) \"\(name)\" already exists", type: type,
            name: name)
    }

    static func conflict(_ type: ResourceType, _ name: String) -> APIFailure {
        APIFailure(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(type.qualified) \"\(name)\": the object has been modified; "
                + "please apply your changes to the latest version and try again",
            type: type, name: name)
    }

    static func invalid(_ type: ResourceType, _ name: String, _ fault: String) -> APIFailure {
        APIFailure(
            code: 422, reason: "Invalid", message: "\(type.kind).\(type.group) \"\(name)\" is invalid: \(fault)",
            type: type, name: name)
    }

    static func badRequest(_ message: String) -> APIFailure {
        APIFailure(code: 400, reason: "BadRequest", message: message)
    }

    static func forbidden(_ type: ResourceType, _ verb: String, namespace: String, name: String?) -> APIFailure {
        let object = name.map { "\(type.qualified) \"\($0)\"" } ?? type.qualified
        let place = namespace.isEmpty ? "at the cluster scope" : "in the namespace \"\(namespace)\""
        return APIFailure(
            code: 403, reason: "Forbidden",
            message: "\(object) is forbidden: User \"observer\" cannot \(verb) resource \"\(type.plural)\" "
                + "in API group \"\(type.group)\" \(place)",
            type: type, name: name)
    }

    static func notAllowed(_ what: String) -> APIFailure {
        APIFailure(code: 405, reason: "MethodNotAllowed", message: what)
    }

    /// What this stand-in can't do, said so that a user of kubectl understands it.
    static func notHere(_ what: String) -> APIFailure {
        APIFailure(code: 501, reason: "NotImplemented", message: what)
    }

    static func expired(_ message: String) -> APIFailure {
        APIFailure(code: 410, reason: "Expired", message: message)
    }

    static let unknownPath = APIFailure(
        code: 404, reason: "NotFound", message: "the server could not find the requested resource")

    var status: JSONValue {
        var status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
            "message": .string(message), "reason": .string(reason), "code": .integer(code),
        ]
        if let type {
            status["details"] = JSONValue(present: [
                "name": name.map { .string($0) }, "group": type.group.isEmpty ? nil : .string(type.group),
                "kind": .string(type.plural),
            ])
        }
        return status
    }

    var response: HTTPResponse {
        .json(status.encoded, status: code)
    }
}
