/// What is told about objects.
extension ClusterModel {
    /// Adds an event about an object.
    mutating func event(
        _ type: ResourceType, _ object: JSONValue, _ level: String, _ reason: String, _ message: String,
        component: String = "plimsoll", _ now: ClusterTime
    ) {
        var event = blankEvent(type, object, level, reason, message, component: component)
        event["firstTimestamp"] = .string(now.stamp)
        event["lastTimestamp"] = .string(now.stamp)
        event["eventTime"] = .null
        event["count"] = 1
        store.create(.events, event, stamp: now.stamp)
        forgetOldEvents()
    }

    /// Adds the scheduler's event, which has its time in `eventTime` and null elsewhere, as the real one's.
    mutating func schedulerEvent(_ pod: JSONValue, node: String, _ now: ClusterTime) {
        let name = pod.storedName
        let message = "Successfully assigned \(name.namespace)/\(name.name) to \(node)"
        var event = blankEvent(.pods, pod, "Normal", "Scheduled", message, component: "default-scheduler")
        event["firstTimestamp"] = .null
        event["lastTimestamp"] = .null
        event["eventTime"] = .string(now.microStamp)
        event["action"] = "Binding"
        store.create(.events, event, stamp: now.stamp)
        forgetOldEvents()
    }

    private mutating func blankEvent(
        _ type: ResourceType, _ object: JSONValue, _ level: String, _ reason: String, _ message: String,
        component: String
    ) -> JSONValue {
        let name = object.storedName
        let namespace = name.namespace.isEmpty ? "default" : name.namespace
        let isScheduler = component == "default-scheduler"
        return [
            "metadata": [
                "name": .string("\(name.name).\(store.newSuffix(16))"), "namespace": .string(namespace),
            ],
            "involvedObject": [
                "apiVersion": .string(type.apiVersion), "kind": .string(type.kind), "name": .string(name.name),
                "namespace": .string(namespace), "uid": .string(object.uid),
                "resourceVersion": object["metadata", "resourceVersion"] ?? "",
            ],
            "type": .string(level), "reason": .string(reason), "message": .string(message),
            "source": isScheduler ? [:] : ["component": .string(component)],
            "reportingComponent": .string(component), "reportingInstance": "",
        ]
    }

    /// Keeps the last events only, as a real cluster does for an hour.
    private mutating func forgetOldEvents() {
        guard store.count(.events) > 2000 else { return }
        let events = store.list(.events)
        func version(_ event: JSONValue) -> Int { Int(event["metadata", "resourceVersion"]?.string ?? "") ?? 0 }
        for event in events.sorted(by: { version($0) < version($1) }).prefix(500) {
            store.delete(.events, event.storedName)
        }
    }
}
