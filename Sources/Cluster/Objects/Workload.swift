/// A thing that keeps a number of pods: a deployment, a stateful set, or any kind with a scale.
///
/// The API leaves a counter out when it is zero, so that every absent one reads as zero here.
package struct Workload: Sendable, Hashable {
    /// Its name, identity and generation.
    package var metadata: ObjectMetadata
    /// The kind, such as Deployment.
    package var kind: String
    /// The replicas it is asked to keep. Absent in the specification means one, by the API's own default.
    package var wanted: Int
    /// The pods that exist.
    package var replicas: Int
    /// The pods that are ready.
    package var ready: Int
    /// The pods that run the newest template.
    package var upToDate: Int
    /// The pods that have been ready for long enough.
    package var available: Int
    /// The generation the controller has seen; older than the object's own while it hasn't caught up.
    package var observedGeneration: Int
    /// The label selector of its pods, as kubectl takes it; nil when the object names none.
    package var selector: String?
    /// Whether its specification names the replicas, as all kinds of the API itself do or mean one by saying nothing. Kinds
    /// of extensions may keep them elsewhere.
    package var namesReplicas = true

    /// Whether the counters belong to the specification they stand beside.
    package var isCaughtUp: Bool { observedGeneration >= metadata.generation }
}

// MARK: -

extension Workload: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, kind, spec, status }

    private struct Spec: Decodable {
        var replicas: Int?
        var selector: LabelSelector?

        private enum CodingKeys: String, CodingKey { case replicas, selector }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            replicas = try container.decodeIfPresent(Int.self, forKey: .replicas)
            // Some kinds of extensions write theirs as text, or in a form of their own; their scale tells it as well.
            selector = try? container.decodeIfPresent(LabelSelector.self, forKey: .selector)
        }
    }

    private struct Status: Decodable {
        var replicas: Int?
        var readyReplicas: Int?
        var updatedReplicas: Int?
        var availableReplicas: Int?
        var observedGeneration: Generation?
    }

    /// A generation as a number or, as some extensions have it, as text.
    private struct Generation: Decodable {
        var value: Int

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                value = number
            } else {
                value = Int(try container.decode(String.self)) ?? 0
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        kind = try container.decodeIfPresent(String.self, forKey: .kind) ?? "Workload"
        let spec = try container.decodeIfPresent(Spec.self, forKey: .spec)
        let status = try container.decodeIfPresent(Status.self, forKey: .status)
        wanted = spec?.replicas ?? 1
        namesReplicas = spec?.replicas != nil
        replicas = status?.replicas ?? 0
        ready = status?.readyReplicas ?? 0
        upToDate = status?.updatedReplicas ?? 0
        available = status?.availableReplicas ?? 0
        observedGeneration = status?.observedGeneration?.value ?? 0
        selector = spec?.selector?.argument
    }
}
