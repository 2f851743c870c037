import Foundation
import Plimsoll
import StandIns
import Testing

/// The chat service in a cluster: a real one where PLIMSOLL_KUBE_CONTEXT names its context, the small one otherwise.
///
/// The small cluster runs ten times as fast as real time, and the load with it.
struct ChatInCluster: Sendable {
    /// Where the service is reached.
    let target: Target
    /// How long a minute of the promise takes here.
    let pace: Double
    private let cluster: Cluster
    private let small: ChatCluster?

    /// Sets the scene for a test, or cancels it with the reason why there is none.
    static func play(_ act: (ChatInCluster) async throws -> Void) async throws {
        let scene = try await ChatInCluster.current()
        defer { scene.small?.stop() }
        try await act(scene)
    }

    private static func current() async throws -> ChatInCluster {
        guard ProcessInfo.processInfo.environment["PLIMSOLL_KUBE_CONTEXT"] == nil else {
            if let obstacle = await Cluster.current.obstacle() { try Test.cancel("no cluster to observe: \(obstacle)") }
            let target = Target.service(ChatCluster.service, port: 80, named: "chat")
            return ChatInCluster(target: target, pace: 1, cluster: .current, small: nil)
        }
        var settings = ClusterSettings()
        settings.timeFactor = 10
        // Two requests at once and 15 ms for each, on this side of a timer 17: 100 users keep 4.3 slots busy, at 35 % of two
        // slots each that is six or seven pods; and three or four for 50 users, twelve for 200.
        let chat = StandInSettings(capacity: Capacity(replicas: 0, slots: 2, serviceTime: .milliseconds(15)))
        let small = try ChatCluster.start(chat, cluster: settings)
        let access = ClusterAccess(namespace: ChatCluster.namespace, kubeconfig: small.cluster.kubeconfig)
        if let obstacle = await Cluster(access).obstacle() {
            small.stop()
            try Test.cancel("the small cluster can't be observed: \(obstacle)")
        }
        return ChatInCluster(
            target: Target(small.chat.url, name: "chat"), pace: 1 / settings.timeFactor, cluster: Cluster(access),
            small: small)
    }

    /// Observes the service's replicas from a state in which as many as its autoscaler keeps are ready.
    func observe() async throws -> ScalingObservation {
        var settings = ObservationSettings(.deployment(ChatCluster.deployment))
        settings.autoscaler = ChatCluster.autoscaler
        settings.usageInterval = .seconds(15) * pace
        let scaling = try await cluster.observe(settings)
        while scaling.timeline.ready.last?.count ?? 0 < 2 { try await Task.sleep(for: .milliseconds(100)) }
        return scaling
    }

    /// Minutes of the promise, at this cluster's pace.
    func minutes(_ count: Double) -> Duration { .seconds(60) * (count * pace) }
}
