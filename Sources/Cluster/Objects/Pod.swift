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
    /// Its containers, with what they may use; behind them its sidecars, which are init containers that run on.
    package var containers: [Container]
    /// Why it ended as a whole, such as Evicted; nil while it hasn't, or when nobody says.
    package var reason: String?
    /// What keeps its init containers from their end, such as Init:CrashLoopBackOff; nil when nothing out of the ordinary does.
    package var initTrouble: String?
    /// The condition on a change of its resources that its node has put off or can't make; nil when there is none.
    package var resizing: ObjectCondition?

    /// A container of a pod: what it asks for, what it may use, how it fares.
    package struct Container: Sendable, Hashable {
        /// The container's name in the pod.
        package var name: String
        /// What it asks for, by resource: what its node gave it, where the node tells, and what is declared otherwise.
        package var requests: [String: Quantity]
        /// What it may use at most, by resource, likewise.
        package var limits: [String: Quantity]
        /// Why it waits, such as ImagePullBackOff; nil when it doesn't.
        package var waiting: String?
        /// How often it was started again.
        package var restarts: Int
        /// Why it ended last time, such as OOMKilled; nil when it never did.
        package var lastEnd: String?
    }

    /// Whether its deletion has been asked for. Such a pod stays Running and Ready, and yet it is on its way out.
    package var isTerminating: Bool { metadata.deletion != nil }

    /// Whether all its containers have ended for good, as those of an evicted pod.
    package var hasEnded: Bool { phase == "Failed" || phase == "Succeeded" }

    /// Whether a node was found for it.
    package var isScheduled: Bool { scheduling?.holds ?? (node != nil) }

    /// Whether it takes traffic: its Ready condition holds, it is not terminating and has not ended.
    ///
    /// The containers' own ready flags are not asked: they stay true when the node is lost.
    package var isReady: Bool {
        readiness?.holds == true && !isTerminating && !hasEnded
    }

    /// When it was scheduled.
    package var scheduled: WallTime? { scheduling?.holds == true ? scheduling?.lastTransitionTime : nil }

    /// Why it is not ready, in a word: the container's reason, the scheduler's, or the condition's; nil when it is.
    package var trouble: String? {
        if isReady { return nil }
        if isTerminating { return "Terminating" }
        if hasEnded { return reason ?? phase }
        if let scheduling, !scheduling.holds { return scheduling.reason ?? "Unscheduled" }
        let waits = containers.compactMap(\.waiting)
        return initTrouble ?? waits.first { !Self.quietWaits.contains($0) } ?? waits.first ?? readiness?.reason ?? phase
    }

    /// What every container waits for on its way up.
    package static let quietWaits: Set = ["ContainerCreating", "PodInitializing"]
}

// MARK: -

extension Pod: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, spec, status }

    private struct Spec: Decodable {
        struct Container: Decodable {
            var name: String
            var resources: Resources?
            var restartPolicy: String?
        }
        var nodeName: String?
        var containers: [Container]?
        var initContainers: [Container]?
    }

    private struct Resources: Decodable {
        var requests: [String: Quantity]?
        var limits: [String: Quantity]?
    }

    private struct Status: Decodable {
        struct Container: Decodable {
            struct State: Decodable {
                struct Waiting: Decodable { var reason: String? }
                struct Terminated: Decodable {
                    var reason: String?
                    var exitCode: Int?
                }
                var waiting: Waiting?
                var terminated: Terminated?
            }
            var name: String
            var restartCount: Int?
            var state: State?
            var lastState: State?
            var resources: Resources?
        }
        var phase: String?
        var reason: String?
        var podIP: String?
        var conditions: [ObjectCondition]?
        var containerStatuses: [Container]?
        var initContainerStatuses: [Container]?
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
        reason = status?.reason
        resizing = status?.conditions?["PodResizePending"]
        initTrouble = (status?.initContainerStatuses ?? []).lazy.compactMap { Self.report($0).initTrouble }.first
        let reports = ((status?.containerStatuses ?? []) + (status?.initContainerStatuses ?? [])).map {
            Self.report($0)
        }
        let sidecars = (spec?.initContainers ?? []).filter { $0.restartPolicy == "Always" }
        containers = ((spec?.containers ?? []) + sidecars).map { declared in
            let container = Container(
                name: declared.name, requests: declared.resources?.requests ?? [:],
                limits: declared.resources?.limits ?? [:], restarts: 0)
            return container.reported(in: reports)
        }
    }

    private static func report(_ container: Status.Container) -> ContainerReport {
        ContainerReport(
            name: container.name, waiting: container.state?.waiting?.reason,
            ended: container.state?.terminated.map { .init(reason: $0.reason, code: $0.exitCode) },
            endedBefore: container.lastState?.terminated.map { .init(reason: $0.reason, code: $0.exitCode) },
            restarts: container.restartCount ?? 0, requests: container.resources?.requests,
            limits: container.resources?.limits)
    }
}
