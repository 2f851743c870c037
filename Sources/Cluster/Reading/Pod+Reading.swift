extension Pod: QuicklyRead {
    /// Reads a pod.
    init(reading cursor: inout JSONCursor) throws {
        var metadata: ObjectMetadata?
        var node: String?
        var declared: [Container] = []
        var status = Status()
        try cursor.object { key, cursor in
            switch key {
            case "metadata": metadata = try ObjectMetadata(reading: &cursor)
            case "spec":
                try cursor.object { key, cursor in
                    switch key {
                    case "nodeName": node = try cursor.optional { try $0.string() }
                    case "containers":
                        declared = try cursor.optional { try $0.values { try Container(reading: &$0) } } ?? []
                    default: try cursor.skip()
                    }
                }
            case "status": status = try Status(reading: &cursor)
            default: try cursor.skip()
            }
        }
        guard let metadata else { throw JSONCursor.Unexpected() }
        let containers = declared.map { container in
            var container = container
            let running = status.containers.first { $0.name == container.name }
            (container.waiting, container.restarts) = (running?.waiting, running?.restarts ?? 0)
            return container
        }
        self.init(
            metadata: metadata, phase: status.phase ?? "Unknown", node: node, address: status.address,
            scheduling: status.conditions["PodScheduled"], readiness: status.conditions["Ready"],
            containers: containers)
    }

    /// What of a status matters.
    private struct Status {
        var (phase, address): (String?, String?)
        var conditions: [ObjectCondition] = []
        var containers: [Container] = []

        init() {}

        init(reading cursor: inout JSONCursor) throws {
            try cursor.object { key, cursor in
                switch key {
                case "phase": phase = try cursor.optional { try $0.string() }
                case "podIP": address = try cursor.optional { try $0.string() }
                case "conditions":
                    conditions = try cursor.optional { try $0.values { try ObjectCondition(reading: &$0) } } ?? []
                case "containerStatuses":
                    containers = try cursor.optional { try $0.values { try Container(readingStatus: &$0) } } ?? []
                default: try cursor.skip()
                }
            }
        }
    }
}

extension Pod.Container {
    /// Reads a container as it is declared.
    fileprivate init(reading cursor: inout JSONCursor) throws {
        var name: String?
        var (requests, limits): ([String: Quantity], [String: Quantity]) = ([:], [:])
        try cursor.object { key, cursor in
            switch key {
            case "name": name = try cursor.string()
            case "resources":
                try cursor.object { key, cursor in
                    switch key {
                    case "requests": requests = try cursor.optional { try $0.map { try Quantity(reading: &$0) } } ?? [:]
                    case "limits": limits = try cursor.optional { try $0.map { try Quantity(reading: &$0) } } ?? [:]
                    default: try cursor.skip()
                    }
                }
            default: try cursor.skip()
            }
        }
        guard let name else { throw JSONCursor.Unexpected() }
        self.init(name: name, requests: requests, limits: limits, waiting: nil, restarts: 0)
    }

    /// Reads how a container fares.
    fileprivate init(readingStatus cursor: inout JSONCursor) throws {
        var (name, waiting): (String?, String?)
        var restarts = 0
        try cursor.object { key, cursor in
            switch key {
            case "name": name = try cursor.string()
            case "restartCount": restarts = try cursor.optional { try $0.integer() } ?? 0
            case "state":
                try cursor.object { key, cursor in
                    guard key == "waiting" else { return try cursor.skip() }
                    try cursor.object { key, cursor in
                        guard key == "reason" else { return try cursor.skip() }
                        waiting = try cursor.optional { try $0.string() }
                    }
                }
            default: try cursor.skip()
            }
        }
        guard let name else { throw JSONCursor.Unexpected() }
        self.init(name: name, requests: [:], limits: [:], waiting: waiting, restarts: restarts)
    }
}
