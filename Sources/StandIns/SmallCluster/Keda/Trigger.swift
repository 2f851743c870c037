/// One trigger of a ScaledObject.
struct Trigger: Sendable, Equatable {
    var type: String
    var metadata: [String: String]
    var index: Int

    init(_ value: JSONValue, index: Int) {
        type = value["type"]?.string ?? ""
        metadata = (value["metadata"]?.object ?? [:]).mapValues { $0.string ?? $0.encoded }
        self.index = index
    }

    /// What each replica shall have of it.
    var target: Double {
        number("targetValue", "lagThreshold", "threshold", "value", "queueLength") ?? 10
    }

    /// Above this it is active.
    var activation: Double {
        number("activationTargetValue", "activationLagThreshold", "activationThreshold", "activationValue") ?? 0
    }

    /// The name of its metric in the autoscaler.
    var metricName: String {
        let rest =
            switch type {
            case "metrics-api": "metric-api-\(metadata["valueLocation"] ?? "value")"
            case "nats-jetstream": "nats-jetstream-\(metadata["stream"] ?? "")"
            default: type
            }
        return "s\(index)-\(rest.map { $0.isLetter || $0.isNumber || $0 == "-" ? String($0) : "-" }.joined())"
    }

    private func number(_ keys: String...) -> Double? {
        keys.lazy.compactMap { metadata[$0] }.first.flatMap(Double.init)
    }
}

/// A trigger in the cluster.
struct TriggerID: Sendable, Hashable {
    /// The ScaledObject.
    var object: StoredName
    var index: Int
}

/// What KEDA's operator remembers of a ScaledObject.
struct ScaledObjectMemory: Sendable, Equatable {
    var created: Double
    var nextPoll: Double
    var lastActive: Double?
    /// How often in a row its triggers couldn't be read.
    var failures = 0
}
