/// A pod, reduced to what the timeline needs.
package struct Pod: Sendable, Hashable {
    /// Its name, identity, creation and termination.
    package var metadata: ObjectMetadata
    /// Pending, Running, Succeeded, Failed or Unknown.
    package var phase: String
    /// The node it was given; nil before it is scheduled.
    package var node: String?
    /// The address it answers on; nil before it has one.
    package var address: String?
    /// The condition on scheduling; nil in the first event of a new pod.
    package var scheduling: ObjectCondition?
    /// The condition on readiness; nil until the node has taken the pod up.
    package var readiness: ObjectCondition?
    /// Its containers, with what they may use.
    package var containers: [Container]

    /// A container of a pod: what it asks for, what it may use, how it fares.
    package struct Container: Sendable, Hashable {
        /// The container's name in the pod.
        package var name: String
        /// What it asks for, by resource.
        package var requests: [String: Quantity]
        /// What it may use at most, by resource.
        package var limits: [String: Quantity]
        /// Why it waits, such as ImagePullBackOff; nil when it doesn't.
        package var waiting: String?
        /// How often it was started again.
        package var restarts: Int
    }

    /// Whether its deletion has been asked for. Such a pod stays Running and Ready, and yet it is on its way out.
    package var isTerminating: Bool { metadata.deletion != nil }

    /// Whether a node was found for it.
    package var isScheduled: Bool { scheduling?.holds ?? (node != nil) }

    /// Whether it takes traffic: its Ready condition holds, it is not terminating and has not ended.
    ///
    /// The containers' own ready flags are not asked: they stay true when the node is lost.
    package var isReady: Bool {
        readiness?.holds == true && !isTerminating && phase != "Failed" && phase != "Succeeded"
    }

    /// When it was scheduled.
    package var scheduled: WallTime? { scheduling?.holds == true ? scheduling?.lastTransitionTime : nil }

    /// Why it is not ready, in a word: the container's reason, the scheduler's, or the condition's; nil when it is.
    package var trouble: String? {
        if isReady { return nil }
        if isTerminating { return "Terminating" }
        if let scheduling, !scheduling.holds { return scheduling.reason ?? "Unscheduled" }
        return containers.lazy.compactMap(\.waiting).first ?? readiness?.reason ?? phase
    }
}

// MARK: -

extension Pod: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, spec, status }

    private struct Spec: Decodable {
        struct Container: Decodable {
            struct Resources: Decodable {
                var requests: [String: Quantity]?
                var limits: [String: Quantity]?
            }
            var name: String
            var resources: Resources?
        }
        var nodeName: String?
        var containers: [Container]?
    }

    private struct Status: Decodable {
        struct Container: Decodable {
            struct State: Decodable {
                struct Waiting: Decodable { var reason: String? }
                var waiting: Waiting?
            }
            var name: String
            var restartCount: Int?
            var state: State?
        }
        var phase: String?
        var podIP: String?
        var conditions: [ObjectCondition]?
        var containerStatuses: [Container]?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        let spec = try container.decodeIfPresent(Spec.self, forKey: .spec)
        let status = try container.decodeIfPresent(Status.self, forKey: .status)
        phase = status?.phase ?? "Unknown"
        node = spec?.nodeName
        address = status?.podIP
        scheduling = status?.conditions?["PodScheduled"]
        readiness = status?.conditions?["Ready"]
        containers = (spec?.containers ?? []).map { declared in
            let running = status?.containerStatuses?.first { $0.name == declared.name }
            return Container(
                name: declared.name, requests: declared.resources?.requests ?? [:],
                limits: declared.resources?.limits ?? [:], waiting: running?.state?.waiting?.reason,
                restarts: running?.restartCount ?? 0
            )
        }
    }
}
