/// How clients learn which kinds there are.
enum Discovery {
    /// The version that the server says it has.
    static let version: JSONValue = [
        "major": "1", "minor": "32", "gitVersion": "v1.32.0", "gitCommit": "plimsoll", "gitTreeState": "clean",
        "buildDate": "2024-12-11T00:00:00Z", "goVersion": "go1.23.3", "compiler": "gc", "platform": "linux/amd64",
    ]

    /// The answer to a path of discovery; nil for others.
    static func answer(_ path: String) -> JSONValue? {
        switch path {
        case "/version", "/version/": return version
        case "/api", "/api/":
            return [
                "kind": "APIVersions", "versions": ["v1"],
                "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": "127.0.0.1"]],
            ]
        case "/apis", "/apis/":
            return ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups)]
        case "/openapi/v2":
            return [
                "swagger": "2.0", "info": ["title": "Kubernetes", "version": "v1.32.0"], "paths": [:],
                "definitions": [:],
            ]
        case "/openapi/v3":
            let paths = apiVersions.map { version -> (String, JSONValue) in
                let path = (version.contains("/") ? "apis/" : "api/") + version
                return (path, ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=1")])
            }
            return ["paths": .object(Dictionary(paths, uniquingKeysWith: { $1 }))]
        default:
            if path.hasPrefix("/openapi/v3/") { return schema(String(path.dropFirst("/openapi/v3".count))) }
            return resources(path)
        }
    }

    private static var apiVersions: [String] {
        var known: [String] = []
        for type in ResourceType.all where !known.contains(type.apiVersion) { known.append(type.apiVersion) }
        return known
    }

    private static var groups: [JSONValue] {
        apiVersions.filter { $0.contains("/") }.map { version in
            let parts = version.split(separator: "/").map(String.init)
            let entry: JSONValue = ["groupVersion": .string(version), "version": .string(parts[1])]
            return ["name": .string(parts[0]), "versions": [entry], "preferredVersion": entry]
        }
    }

    /// The kinds of one group and version.
    private static func resources(_ path: String) -> JSONValue? {
        let types = ResourceType.all.filter { $0.root == path }
        guard let first = types.first else { return nil }
        return [
            "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .string(first.apiVersion),
            "resources": .array(types.flatMap(entries)),
        ]
    }

    private static func entries(_ type: ResourceType) -> [JSONValue] {
        let verbs: [JSONValue] =
            type.isReadOnly
            ? ["get", "list"]
            : ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        let entry = JSONValue(present: [
            "name": .string(type.plural), "singularName": .string(type.singular),
            "namespaced": .bool(type.isNamespaced), "kind": .string(type.kind), "verbs": .array(verbs),
            "shortNames": type.shortNames.isEmpty ? nil : .array(type.shortNames.map { .string($0) }),
            "categories": type.categories.isEmpty ? nil : .array(type.categories.map { .string($0) }),
        ])
        return [entry]
            + type.subresources.map { subresource in
                var entry: JSONValue = [
                    "name": .string("\(type.plural)/\(subresource)"), "singularName": "",
                    "namespaced": .bool(type.isNamespaced), "kind": .string(type.kind),
                    "verbs": ["get", "patch", "update"],
                ]
                if subresource == "scale" {
                    entry["group"] = "autoscaling"
                    entry["version"] = "v1"
                    entry["kind"] = "Scale"
                }
                return entry
            }
    }

    /// What kubectl explain finds of a kind: that its fields are explained elsewhere.
    private static func explanation(_ type: ResourceType) -> (String, JSONValue) {
        let kind: JSONValue = [
            "group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind),
        ]
        let advice: JSONValue =
            "The small cluster keeps no descriptions: see https://kubernetes.io/docs/reference/kubernetes-api/"
        let field: JSONValue = ["type": "object", "description": advice]
        let fields: JSONValue = [
            "apiVersion": ["type": "string"], "kind": ["type": "string"], "metadata": field, "spec": field,
            "status": field,
        ]
        return (
            "\(type.apiVersion.replacing("/", with: ".")).\(type.kind)",
            [
                "type": "object", "description": advice, "properties": fields,
                "x-kubernetes-group-version-kind": [kind],
            ]
        )
    }

    /// As much of a schema as kubectl wants before it lets the server check fields: that patches can be told to.
    private static func schema(_ root: String) -> JSONValue? {
        let types = ResourceType.all.filter { $0.root == root }
        guard !types.isEmpty else { return nil }
        let paths = types.map { type -> (String, JSONValue) in
            let place = type.isNamespaced ? "/namespaces/{namespace}" : ""
            let kind: JSONValue = [
                "group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind),
            ]
            let parameters: JSONValue = [["name": "fieldValidation", "in": "query", "schema": ["type": "string"]]]
            let operation: JSONValue = [
                "parameters": parameters, "responses": [:], "x-kubernetes-group-version-kind": kind,
            ]
            return ("\(root)\(place)/\(type.plural)/{name}", ["patch": operation])
        }
        return [
            "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "v1.32.0"],
            "paths": .object(Dictionary(paths, uniquingKeysWith: { $1 })),
            "components": ["schemas": .object(Dictionary(types.map(explanation), uniquingKeysWith: { $1 }))],
        ]
    }
}
