import Serving

/// One client that is told about changes.
struct Watch: Sendable {
    var plan: WatchPlan
    let stream: HTTPStream

    /// Sends what was there at the start.
    mutating func begin(version: Int, _ now: ClusterTime) {
        for object in plan.initial { send("ADDED", object, version, now) }
        plan.initial = []
    }

    /// Sends what has changed since; false when the stream has to end since changes were forgotten.
    mutating func follow(_ store: ObjectStore, _ now: ClusterTime) -> Bool {
        guard store.version > plan.version else { return true }
        guard let changes = store.changes(after: plan.version) else {
            let error = APIFailure.expired("too old resource version: \(plan.version) (\(store.oldest))")
            stream.write(JSONValue(dictionaryLiteral: ("type", "ERROR"), ("object", error.status)).encoded + "\n")
            return false
        }
        for change in changes where change.type == plan.type {
            guard plan.namespace == nil || change.object.storedName.namespace == plan.namespace else { continue }
            // An object that comes to match is new to this client, one that ceases to is gone.
            let was = change.former.map(plan.filter.matches) ?? false
            let isNow = change.kind != .deleted && plan.filter.matches(change.object)
            switch (was, isNow) {
            case (false, true): send("ADDED", change.object, change.version, now)
            case (true, true): send("MODIFIED", change.object, change.version, now)
            case (true, false): send("DELETED", change.object, change.version, now)
            case (false, false): break
            }
        }
        plan.version = store.version
        return true
    }

    /// Tells how far the client has been told everything.
    func bookmark() {
        let object: JSONValue = [
            "kind": .string(plan.type.kind), "apiVersion": .string(plan.type.apiVersion),
            "metadata": ["resourceVersion": .string("\(plan.version)"), "creationTimestamp": .null],
        ]
        stream.write(JSONValue(dictionaryLiteral: ("type", "BOOKMARK"), ("object", object)).encoded + "\n")
    }

    private mutating func send(_ type: String, _ object: JSONValue, _ version: Int, _ now: ClusterTime) {
        var shown = object
        if plan.wantsTable {
            shown = Table.of(plan.type, [object], version: version, now)
            if plan.hasSentColumns { shown["columnDefinitions"] = .null }
            plan.hasSentColumns = true
        }
        stream.write("{\"type\":\"\(type)\",\"object\":\(shown.encoded)}\n")
    }
}
