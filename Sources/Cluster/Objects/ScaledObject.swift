/// KEDA's ScaledObject, reduced to what the timeline needs.
package struct ScaledObject: Sendable, Hashable {
    /// Its name, identity and KEDA's own annotations.
    package var metadata: ObjectMetadata
    /// The kind and name of what it scales.
    package var target: ScaleTarget
    /// The fewest replicas. Absent means zero.
    package var minReplicas: Int
    /// The most replicas. Absent means a hundred.
    package var maxReplicas: Int
    /// How often the triggers are read while at zero. Absent means 30 s.
    package var pollingInterval: Duration
    /// How long the triggers have to be quiet before it goes to zero. Absent means 300 s.
    package var cooldown: Duration
    /// How long after its creation the cool-down may begin to count.
    package var initialCooldown: Duration
    /// What it listens to.
    package var triggers: [Trigger]
    /// The autoscaler it makes: as its status says, or as its specification names it before the operator ran and while
    /// paused; keda-hpa-worker for a ScaledObject “worker” that gives no name.
    package var autoscaler: String
    /// When a trigger was last active.
    package var lastActive: WallTime?
    /// Ready, Active, Fallback and Paused; none before the operator ran.
    package var conditions: [ObjectCondition]

    /// A trigger: its type, and its thresholds where it has them.
    package struct Trigger: Sendable, Hashable {
        /// The scaler, such as nats-jetstream.
        package var type: String
        /// The value of the metric for each replica.
        package var threshold: Quantity?
        /// The value above which it leaves zero.
        package var activation: Quantity?
    }

    /// Whether a trigger is active; nil when KEDA doesn't know.
    package var isActive: Bool? {
        switch conditions["Active"]?.status {
        case "True": true
        case "False": false
        default: nil
        }
    }

    /// Whether scaling is paused in both directions, by its condition or by the annotation that the operator hasn't seen yet.
    package var isPaused: Bool {
        if metadata.annotations["autoscaling.keda.sh/paused-replicas"] != nil || isSet("paused") { return true }
        // The condition stands for a pause in one direction as well, in which its HPA goes on.
        return conditions["Paused"]?.holds == true && !holdsIn && !holdsOut
    }

    /// The directions in which annotations keep it from scaling while it is not paused altogether, as the beginning of a
    /// sentence; nil when there are none. KEDA 2.17 knows the way down, 2.18 both.
    package var held: String? {
        guard !isPaused, holdsIn || holdsOut else { return nil }
        return "scaling \(holdsIn ? holdsOut ? "in and out" : "in" : "out") is paused"
    }

    private var holdsIn: Bool { isSet("paused-scale-in") || isSet("paused-scale-down") }
    private var holdsOut: Bool { isSet("paused-scale-out") }

    /// Whether an annotation of KEDA's is set: any word but Go's words for false will do, a misspelt one too.
    private func isSet(_ annotation: String) -> Bool {
        guard let word = metadata.annotations["autoscaling.keda.sh/\(annotation)"] else { return false }
        return !["0", "f", "F", "false", "False", "FALSE"].contains(word)
    }

    /// Whether it runs on its fallback count since its triggers can't be read.
    package var isFallback: Bool { conditions["Fallback"]?.holds == true }

    /// Why it doesn't work, as one sentence; nil when it does.
    package var trouble: String? {
        if conditions.isEmpty { return "the KEDA operator has not looked at it yet" }
        guard let ready = conditions["Ready"], !ready.holds else { return nil }
        return ready.message ?? ready.reason
    }
}

// MARK: -

extension ScaledObject: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, spec, status }

    private struct Spec: Decodable {
        struct WireTrigger: Decodable {
            var type: String
            var metadata: [String: String]?
        }
        var scaleTargetRef: ScaleTarget
        var minReplicaCount: Int?
        var maxReplicaCount: Int?
        var pollingInterval: Int64?
        var cooldownPeriod: Int64?
        var initialCooldownPeriod: Int64?
        var triggers: [WireTrigger]?
        var advanced: Advanced?

        struct Advanced: Decodable {
            struct Autoscaler: Decodable { var name: String? }
            var horizontalPodAutoscalerConfig: Autoscaler?
        }
    }

    private struct Status: Decodable {
        var hpaName: String?
        var lastActiveTime: WallTime?
        var conditions: [ObjectCondition]?
    }

    /// The names scalers give the value for each replica, most common first.
    private static let thresholdKeys = [
        "lagThreshold", "targetValue", "threshold", "queueLength", "listLength", "value", "messageCount",
        "targetQueryValue", "queryValue", "lagCount", "pendingEntriesCount", "streamLength", "msgBacklogThreshold",
    ]

    /// The names scalers give the value above which they leave zero.
    private static let activationKeys = [
        "activationLagThreshold", "activationTargetValue", "activationThreshold", "activationQueueLength",
        "activationListLength", "activationValue", "activationMessageCount", "activationTargetQueryValue",
        "activationQueryValue", "activationLagCount", "activationMsgBacklogThreshold",
    ]

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        let spec = try container.decode(Spec.self, forKey: .spec)
        let status = try container.decodeIfPresent(Status.self, forKey: .status)
        target = spec.scaleTargetRef
        minReplicas = spec.minReplicaCount ?? 0
        maxReplicas = spec.maxReplicaCount ?? 100
        pollingInterval = .seconds(spec.pollingInterval ?? 30)
        cooldown = .seconds(spec.cooldownPeriod ?? 300)
        initialCooldown = .seconds(spec.initialCooldownPeriod ?? 0)
        triggers = (spec.triggers ?? []).map { trigger in
            func first(_ keys: [String]) -> Quantity? {
                keys.lazy.compactMap { trigger.metadata?[$0].flatMap { Quantity($0) } }.first
            }
            return Trigger(
                type: trigger.type, threshold: first(Self.thresholdKeys), activation: first(Self.activationKeys)
            )
        }
        let names = [status?.hpaName, spec.advanced?.horizontalPodAutoscalerConfig?.name].compactMap(\.self)
        autoscaler = names.first { !$0.isEmpty } ?? "keda-hpa-\(metadata.name)"
        lastActive = status?.lastActiveTime
        conditions = status?.conditions ?? []
    }
}
