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
        // 100 users ask 233 questions a second at most, of 18 ms each: work for 4.2 slots, and 35 % of two slots are wanted from
        // each pod. That is six pods; three for 50 users, twelve for 200. A third more or a quarter less work changes no promise.
        let chat = StandInSettings(capacity: Capacity(replicas: 0, slots: 2, serviceTime: .milliseconds(18)))
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
        // In a cluster that was just loaded the window of the scale-down has to pass first.
        try await scaling.atRest(with: 2, within: minutes(15))
        return scaling
    }

    /// The median answer that a handful of users wait for: what latency is back at when the load is over.
    ///
    /// It belongs to no test, or it would be held against the baseline of the test's own load.
    func calmAnswer() async throws -> Figure<Duration> {
        try await RunSurroundings.$current.withValue(nil) {
            try await Chat.users.run(.users(5, spawning: 5, for: minutes(0.5)), against: target)["POST /chat"].p50
        }
    }

    /// Minutes of the promise, at this cluster's pace.
    func minutes(_ count: Double) -> Duration { .seconds(60) * (count * pace) }
}
