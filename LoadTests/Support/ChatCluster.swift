import Plimsoll
import Testing

/// The chat service in a cluster: what scales, what scales it, and where it is reached.
enum ChatCluster {
    /// The workload of the reference system.
    static let workload = ScaleReference.deployment("llm-chatbot-backend")
    /// Its autoscaler.
    static let autoscaler = "llm-chatbot-hpa"

    /// Where it is: at PLIMSOLL_TARGET_CHAT, or behind a port-forward to its service.
    static let target = Target.service("llm-chatbot-backend", port: 80, named: "chat")

    /// Observes the chat service, or cancels the test with the reason why it can't.
    static func observe() async throws -> ScalingObservation {
        if let obstacle = await Cluster.current.obstacle() {
            try Test.cancel("no cluster to observe: \(obstacle)")
        }
        do {
            return try await Cluster.current.observe(workload, hpa: autoscaler)
        } catch let error as ClusterError where error.code == .notFound {
            try Test.cancel("the chat service isn't in this cluster: \(error)")
        }
    }
}
