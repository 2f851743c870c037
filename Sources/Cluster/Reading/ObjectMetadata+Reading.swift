extension ObjectMetadata: QuicklyRead {
    /// Reads the metadata of an object.
    init(reading cursor: inout JSONCursor) throws {
        var (name, uid, namespace): (String?, String?, String?)
        var version = ""
        var (created, deletion, written): (WallTime?, WallTime?, WallTime?)
        var (grace, generation) = (0, 0)
        var (labels, annotations): ([String: String], [String: String]) = ([:], [:])
        var owner: Owner?
        try cursor.object { key, cursor in
            switch key {
            case "name": name = try cursor.string()
            case "namespace": namespace = try cursor.optional { try $0.string() }
            case "uid": uid = try cursor.optional { try $0.string() }
            case "resourceVersion": version = try cursor.optional { try $0.string() } ?? ""
            case "creationTimestamp": created = try cursor.optional { try WallTime(reading: &$0) }
            case "deletionTimestamp": deletion = try cursor.optional { try WallTime(reading: &$0) }
            case "deletionGracePeriodSeconds": grace = try cursor.optional { try $0.integer() } ?? 0
            case "generation": generation = try cursor.optional { try $0.integer() } ?? 0
            case "labels": labels = try cursor.optional { try $0.map { try $0.string() } } ?? [:]
            case "annotations": annotations = try cursor.optional { try Self.annotations(reading: &$0) } ?? [:]
            case "managedFields": written = try cursor.optional { try Self.statusWritten(reading: &$0) } ?? nil
            case "ownerReferences": owner = try cursor.optional { try Self.controller(reading: &$0) } ?? nil
            default: try cursor.skip()
            }
        }
        guard let name else { throw JSONCursor.Unexpected() }
        self.init(
            name: name, namespace: namespace, uid: uid ?? name, version: version, created: created, deletion: deletion,
            grace: .seconds(grace), generation: generation, labels: labels, annotations: annotations,
            statusWritten: written, owner: owner)
    }

    /// The owner that is the object's controller.
    private static func controller(reading cursor: inout JSONCursor) throws -> Owner? {
        var found: Owner?
        try cursor.array { cursor in
            var owner = Owner(kind: "", name: "")
            var isController = false
            try cursor.object { key, cursor in
                switch key {
                case "kind": owner.kind = try cursor.optional { try $0.string() } ?? ""
                case "name": owner.name = try cursor.optional { try $0.string() } ?? ""
                case "controller": isController = try cursor.optional { try $0.boolean() } ?? false
                default: try cursor.skip()
                }
            }
            if isController, found == nil { found = owner }
        }
        return found
    }

    /// Those that concern scaling.
    private static func annotations(reading cursor: inout JSONCursor) throws -> [String: String] {
        var annotations: [String: String] = [:]
        try cursor.object { key, cursor in
            if key.contains("keda.sh/") { annotations[key] = try cursor.string() } else { try cursor.skip() }
        }
        return annotations
    }

    /// The time of the latest write to the status.
    private static func statusWritten(reading cursor: inout JSONCursor) throws -> WallTime? {
        var latest: WallTime?
        try cursor.array { cursor in
            var subresource: String?
            var time: WallTime?
            try cursor.object { key, cursor in
                switch key {
                case "subresource": subresource = try cursor.optional { try $0.string() }
                case "time": time = try cursor.optional { try WallTime(reading: &$0) }
                default: try cursor.skip()
                }
            }
            if subresource == "status", let time { latest = max(latest ?? time, time) }
        }
        return latest
    }
}
