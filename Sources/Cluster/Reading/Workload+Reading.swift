extension Workload: QuicklyRead {
    /// Reads a workload.
    init(reading cursor: inout JSONCursor) throws {
        var metadata: ObjectMetadata?
        var kind: String?
        var (wanted, selector): (Int?, String?)
        var counters: [String: Int] = [:]
        try cursor.object { key, cursor in
            switch key {
            case "metadata": metadata = try ObjectMetadata(reading: &cursor)
            case "kind": kind = try cursor.optional { try $0.string() }
            case "spec":
                try cursor.object { key, cursor in
                    switch key {
                    case "replicas": wanted = try cursor.optional { try $0.integer() }
                    case "selector": selector = try cursor.optional { try Self.selector(reading: &$0) } ?? nil
                    default: try cursor.skip()
                    }
                }
            case "status":
                try cursor.object { key, cursor in
                    switch key {
                    case "replicas", "readyReplicas", "updatedReplicas", "availableReplicas", "observedGeneration":
                        counters[key] = try cursor.optional { try $0.integer() }
                    default: try cursor.skip()
                    }
                }
            default: try cursor.skip()
            }
        }
        guard let metadata else { throw JSONCursor.Unexpected() }
        self.init(
            metadata: metadata, kind: kind ?? "Workload", wanted: wanted ?? 1, replicas: counters["replicas"] ?? 0,
            ready: counters["readyReplicas"] ?? 0, upToDate: counters["updatedReplicas"] ?? 0,
            available: counters["availableReplicas"] ?? 0, observedGeneration: counters["observedGeneration"] ?? 0,
            selector: selector, namesReplicas: wanted != nil)
    }

    /// The selector of labels; expressions are left to the general decoder.
    private static func selector(reading cursor: inout JSONCursor) throws -> String? {
        var labels: [String: String]?
        try cursor.object { key, cursor in
            guard key == "matchLabels" else { throw JSONCursor.Unexpected() }
            labels = try cursor.optional { try $0.map { try $0.string() } }
        }
        return LabelSelector(matchLabels: labels, matchExpressions: nil).argument
    }
}
