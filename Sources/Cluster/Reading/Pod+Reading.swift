extension Pod: QuicklyRead {
    /// Reads a pod.
    init(reading cursor: inout JSONCursor) throws {
        var metadata: ObjectMetadata?
        var node: String?
        var (declared, sidecars): ([Container], [Container]) = ([], [])
        var status = Status()
        try cursor.object { key, cursor in
            switch key {
            case "metadata": metadata = try ObjectMetadata(reading: &cursor)
            case "spec":
                try cursor.object { key, cursor in
                    switch key {
                    case "nodeName": node = try cursor.optional { try $0.string() }
                    case "containers":
                        declared = try cursor.optional { try $0.values { try Container.read(&$0).container } } ?? []
                    case "initContainers":
                        let all = try cursor.optional { try $0.values { try Container.read(&$0) } } ?? []
                        sidecars = all.filter { $0.restartPolicy == "Always" }.map(\.container)
                    default: try cursor.skip()
                    }
                }
            case "status": status = try Status(reading: &cursor)
            default: try cursor.skip()
            }
        }
        guard let metadata else { throw JSONCursor.Unexpected() }
        self.init(
            metadata: metadata, phase: status.phase ?? "Unknown", node: node, address: status.address,
            scheduling: status.conditions["PodScheduled"], readiness: status.conditions["Ready"],
            containers: (declared + sidecars).map { $0.reported(in: status.containers + status.initContainers) },
            reason: status.reason,
            initTrouble: status.initContainers.lazy.compactMap(\.initTrouble).first,
            resizing: status.conditions["PodResizePending"])
    }

    /// What of a status matters.
    private struct Status {
        var (phase, reason, address): (String?, String?, String?)
        var conditions: [ObjectCondition] = []
        var (containers, initContainers): ([ContainerReport], [ContainerReport]) = ([], [])

        init() {}

        init(reading cursor: inout JSONCursor) throws {
            try cursor.object { key, cursor in
                switch key {
                case "phase": phase = try cursor.optional { try $0.string() }
                case "reason": reason = try cursor.optional { try $0.string() }
                case "podIP": address = try cursor.optional { try $0.string() }
                case "conditions":
                    conditions = try cursor.optional { try $0.values { try ObjectCondition(reading: &$0) } } ?? []
                case "containerStatuses":
                    containers = try cursor.optional { try $0.values { try ContainerReport(reading: &$0) } } ?? []
                case "initContainerStatuses":
                    initContainers = try cursor.optional { try $0.values { try ContainerReport(reading: &$0) } } ?? []
                default: try cursor.skip()
                }
            }
        }
    }
}

extension Pod.Container {
    /// Reads a container as it is declared, with its own policy on restarts, which sidecars have.
    fileprivate static func read(
        _ cursor: inout JSONCursor
    ) throws -> (container: Pod.Container, restartPolicy: String?) {
        var (name, policy): (String?, String?)
        var (requests, limits): ([String: Quantity], [String: Quantity]) = ([:], [:])
        try cursor.object { key, cursor in
            switch key {
            case "name": name = try cursor.string()
            case "restartPolicy": policy = try cursor.optional { try $0.string() }
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
        return (Pod.Container(name: name, requests: requests, limits: limits, waiting: nil, restarts: 0), policy)
    }
}

extension Pod.ContainerReport {
    /// Reads how a container fares.
    fileprivate init(reading cursor: inout JSONCursor) throws {
        var (name, waiting): (String?, String?)
        var (ended, endedBefore): (End?, End?)
        var restarts = 0
        var (requests, limits): ([String: Quantity]?, [String: Quantity]?)
        try cursor.object { key, cursor in
            switch key {
            case "name": name = try cursor.string()
            case "restartCount": restarts = try cursor.optional { try $0.integer() } ?? 0
            case "state": (waiting, ended) = try cursor.optional { try Self.state(reading: &$0) } ?? (nil, nil)
            case "lastState": endedBefore = try cursor.optional { try Self.state(reading: &$0) }?.ended
            case "resources":
                (requests, limits) = try cursor.optional { try Self.resources(reading: &$0) } ?? (nil, nil)
            default: try cursor.skip()
            }
        }
        guard let name else { throw JSONCursor.Unexpected() }
        self.init(
            name: name, waiting: waiting, ended: ended, endedBefore: endedBefore, restarts: restarts,
            requests: requests, limits: limits)
    }

    /// The reason for waiting, or the end, of a container's state.
    private static func state(reading cursor: inout JSONCursor) throws -> (waiting: String?, ended: End?) {
        var (waiting, ended): (String?, End?)
        try cursor.object { key, cursor in
            switch key {
            case "waiting": waiting = try cursor.optional { try Self.end(reading: &$0) }?.reason
            case "terminated": ended = try cursor.optional { try Self.end(reading: &$0) }
            default: try cursor.skip()
            }
        }
        return (waiting, ended)
    }

    private static func end(reading cursor: inout JSONCursor) throws -> End {
        var end = End()
        try cursor.object { key, cursor in
            switch key {
            case "reason": end.reason = try cursor.optional { try $0.string() }
            case "exitCode": end.code = try cursor.optional { try $0.integer() }
            default: try cursor.skip()
            }
        }
        return end
    }

    /// What of each resource a container was given and may use.
    private static func resources(
        reading cursor: inout JSONCursor
    ) throws -> (requests: [String: Quantity]?, limits: [String: Quantity]?) {
        var (requests, limits): ([String: Quantity]?, [String: Quantity]?)
        try cursor.object { key, cursor in
            switch key {
            case "requests": requests = try cursor.optional { try $0.map { try Quantity(reading: &$0) } }
            case "limits": limits = try cursor.optional { try $0.map { try Quantity(reading: &$0) } }
            default: try cursor.skip()
            }
        }
        return (requests, limits)
    }
}
