/// What a deployment says about itself; a count of zero is left out, as by a real cluster.
enum DeploymentStatus {
    static func update(
        _ deployment: inout JSONValue, wanted: Int, pods: Int, updated: Int, ready: Int, set: String, stamp: String
    ) {
        let unavailable = max(0, max(wanted, pods) - ready)
        let required = wanted - Int(Double(wanted) * 0.25)
        let isAvailable = ready >= required
        let conditions = deployment["status", "conditions"]
        deployment["status"] = JSONValue(present: [
            "observedGeneration": deployment["metadata", "generation"], "conditions": conditions,
            "replicas": present(pods), "updatedReplicas": present(updated), "readyReplicas": present(ready),
            "availableReplicas": present(ready), "unavailableReplicas": present(unavailable),
        ])
        if isAvailable {
            setCondition(
                "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", stamp,
                &deployment)
        } else {
            setCondition(
                "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.",
                stamp, &deployment)
        }
        if updated == wanted, ready >= wanted {
            progress(
                &deployment, "NewReplicaSetAvailable", "ReplicaSet \"\(set)\" has successfully progressed.", stamp)
        }
    }

    static func progress(_ deployment: inout JSONValue, _ reason: String, _ message: String, _ stamp: String) {
        setCondition("Progressing", "True", reason, message, stamp, &deployment)
    }

    private static func present(_ count: Int) -> JSONValue? {
        count == 0 ? nil : .integer(count)
    }

    private static func setCondition(
        _ type: String, _ status: String, _ reason: String, _ message: String, _ stamp: String,
        _ deployment: inout JSONValue
    ) {
        var conditions = deployment["status", "conditions"]?.array ?? []
        let former = conditions.first { $0["type"]?.string == type }
        if former?["status"]?.string == status, former?["reason"]?.string == reason { return }
        let transition =
            former?["status"]?.string == status ? former?["lastTransitionTime"] ?? .string(stamp) : .string(stamp)
        conditions.removeAll { $0["type"]?.string == type }
        conditions.append([
            "type": .string(type), "status": .string(status), "reason": .string(reason), "message": .string(message),
            "lastUpdateTime": .string(stamp), "lastTransitionTime": transition,
        ])
        deployment["status", "conditions"] = .array(conditions)
    }
}
