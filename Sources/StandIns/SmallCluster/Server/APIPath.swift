/// What a path of the API names.
struct APIPath: Sendable, Equatable {
    var type: ResourceType
    /// Nil for all namespaces, and for kinds without.
    var namespace: String?
    var name: String?
    var subresource: String?

    /// Reads `/api/v1/…` and `/apis/<group>/<version>/…`; nil for what names no kind that is served.
    init?(_ path: String) {
        var parts = path.split(separator: "/").map(String.init)[...]
        let group: String
        let version: String
        switch parts.popFirst() {
        case "api":
            guard let first = parts.popFirst() else { return nil }
            (group, version) = ("", first)
        case "apis":
            guard let first = parts.popFirst(), let second = parts.popFirst() else { return nil }
            (group, version) = (first, second)
        default:
            return nil
        }
        if parts.count >= 3, parts.first == "namespaces",
            let type = ResourceType.served(group: group, version: version, plural: parts[parts.startIndex + 2]),
            type.isNamespaced
        {
            self.type = type
            namespace = parts[parts.startIndex + 1]
            parts = parts.dropFirst(3)
        } else if let plural = parts.popFirst(),
            let type = ResourceType.served(group: group, version: version, plural: plural)
        {
            self.type = type
        } else {
            return nil
        }
        name = parts.popFirst()
        subresource = parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// The name of the object in the store.
    var storedName: StoredName {
        StoredName(namespace: namespace ?? "", name: name ?? "")
    }
}
