/// Where a pod is on its way, and when the next step is due.
struct PodLife: Sendable, Equatable {
    enum Stage: Sendable, Equatable {
        /// Made, without a node.
        case created
        /// Has a node, the node hasn't begun.
        case scheduled
        /// The container is being made.
        case creating
        /// The container runs, the pod isn't ready.
        case started
        case ready
        case terminating
    }

    var uid: String
    var stage: Stage
    /// In simulated seconds; nil when it stays as it is.
    var due: Double?
    /// When it was made and when it last became ready, in simulated seconds.
    var createdAt: Double
    var readyAt: Double?
    /// What the metrics server saw last.
    var usage: PodUsage?
}

/// What a pod uses, as the metrics server tells it.
struct PodUsage: Sendable, Equatable {
    var cpuMilli: Int
    var memoryBytes: Int
    /// When it was measured, in simulated seconds.
    var at: Double
}
