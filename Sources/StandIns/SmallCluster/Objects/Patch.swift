/// A change of a document, in one of the forms that the API takes.
enum Patch: Sendable, Equatable {
    /// RFC 7386: members replace members, null removes.
    case merge(JSONValue)
    /// Kubernetes' own: as merge, but lists of things with names are merged by them.
    case strategic(JSONValue)
    /// RFC 6902: a list of operations.
    case operations([JSONValue])

    /// Reads a patch by its content type; nil for one that isn't known.
    init?(type: String, body: JSONValue) {
        switch type.split(separator: ";").first.map(String.init) {
        case "application/merge-patch+json": self = .merge(body)
        case "application/strategic-merge-patch+json", "application/apply-patch+yaml": self = .strategic(body)
        case "application/json-patch+json": self = .operations(body.array ?? [])
        default: return nil
        }
    }

    /// The document after it; nil when an operation doesn't fit.
    func applied(to document: JSONValue) -> JSONValue? {
        switch self {
        case .merge(let patch): return Patch.merge(document, patch, isStrategic: false)
        case .strategic(let patch): return Patch.merge(document, patch, isStrategic: true)
        case .operations(let operations):
            return operations.reduce(document) { document, operation in
                document.flatMap { Patch.carryOut(operation, on: $0) }
            }
        }
    }

    // MARK: - Merging

    /// What tells the entries of lists apart; lists of other names are replaced as a whole.
    private static let keys: [String: [String]] = [
        "containers": ["name"], "initContainers": ["name"], "env": ["name"], "volumes": ["name"],
        "volumeMounts": ["mountPath"], "ports": ["containerPort", "port"], "conditions": ["type"],
        "imagePullSecrets": ["name"], "ownerReferences": ["uid"], "triggers": [],
    ]

    private static func merge(_ document: JSONValue?, _ patch: JSONValue, isStrategic: Bool) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        if isStrategic, changes["$patch"]?.string == "replace" {
            return .object(changes.filter { $0.key != "$patch" })
        }
        var members = document?.object ?? [:]
        for (key, change) in changes {
            if isStrategic, key.hasPrefix("$") {
                directive(key, change, &members)
            } else if change == .null {
                members[key] = nil
            } else if isStrategic, let entries = change.array, let names = keys[key], !names.isEmpty {
                members[key] = mergeList(members[key]?.array ?? [], entries, names)
            } else {
                members[key] = merge(members[key], change, isStrategic: isStrategic)
            }
        }
        return .object(members)
    }

    private static func directive(_ key: String, _ value: JSONValue, _ members: inout [String: JSONValue]) {
        let prefix = "$deleteFromPrimitiveList/"
        if key.hasPrefix(prefix) {
            let name = String(key.dropFirst(prefix.count))
            let gone = value.array ?? []
            members[name] = .array((members[name]?.array ?? []).filter { !gone.contains($0) })
        } else if key == "$retainKeys" {
            let kept = Set((value.array ?? []).compactMap(\.string))
            members = members.filter { kept.contains($0.key) }
        }
        // $setElementOrder says in which order entries shall stand, which nothing here depends on.
    }

    private static func mergeList(_ list: [JSONValue], _ changes: [JSONValue], _ names: [String]) -> JSONValue {
        func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
            names.contains { name in left[name].map { $0 == right[name] } ?? false }
        }
        var list = list
        for change in changes {
            let index = list.firstIndex { isSame($0, change) }
            if change["$patch"]?.string == "delete" {
                if let index { list.remove(at: index) }
            } else if let index {
                list[index] = merge(list[index], change, isStrategic: true)
            } else {
                list.append(merge(nil, change, isStrategic: true))
            }
        }
        return .array(list)
    }

    // MARK: - Operations

    private static func carryOut(_ operation: JSONValue, on document: JSONValue) -> JSONValue? {
        guard let name = operation["op"]?.string, let pointer = operation["path"]?.string else { return nil }
        let path = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0.replacing("~1", with: "/").replacing("~0", with: "~")) }
        let value = operation["value"]
        return edit(document, path[...], name, value)
    }

    private static func edit(
        _ document: JSONValue?, _ path: ArraySlice<String>, _ name: String, _ value: JSONValue?
    ) -> JSONValue? {
        guard let key = path.first else {
            return name == "test" ? (document == value ? document : nil) : value
        }
        let isLast = path.count == 1
        switch document {
        case .object(var members):
            if isLast, name == "remove" {
                guard members.removeValue(forKey: key) != nil else { return nil }
                return .object(members)
            }
            guard isLast && name == "add" || members[key] != nil else { return nil }
            guard let edited = edit(members[key], path.dropFirst(), name, value) else { return nil }
            members[key] = edited
            return .object(members)
        case .array(var values):
            if isLast, name == "add" {
                guard let index = key == "-" ? values.count : Int(key), (0...values.count).contains(index), let value
                else { return nil }
                values.insert(value, at: index)
                return .array(values)
            }
            guard let index = Int(key), values.indices.contains(index) else { return nil }
            if isLast, name == "remove" {
                values.remove(at: index)
                return .array(values)
            }
            guard let edited = edit(values[index], path.dropFirst(), name, value) else { return nil }
            values[index] = edited
            return .array(values)
        default:
            return nil
        }
    }
}
