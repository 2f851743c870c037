/// The small cluster without its server and its clock: objects, and the controllers that move them.
///
/// A value that changes by requests (``ClusterModel/answer(_:now:)``) and by time (``ClusterModel/advance(to:)``); both
/// are told what time it is, so that a test can play ten minutes in a moment.
struct ClusterModel: Sendable {
    let settings: ClusterSettings
    var store: ObjectStore
    /// The pods on their way, by name.
    var lives: [StoredName: PodLife] = [:]
    /// What pods of workloads use, by the workload's name; see ``Demand``.
    var demands: [StoredName: Demand] = [:]
    var scaling: [StoredName: AutoscalerMemory] = [:]
    var eventing: [StoredName: ScaledObjectMemory] = [:]
    /// What triggers read, by the name of a ScaledObject and the index of its trigger; nil for one that can't be read.
    var triggers: [TriggerID: Double?] = [:]
    /// What vertical autoscalers remember, by their names.
    var histories: [StoredName: UsageHistory] = [:]
    /// Kinds that the user may not see, as in an incomplete role.
    var forbidden: Set<String> = []
    var nextMetrics: Double = 0
    var nextAutoscaling: Double = 0
    private var reconciledVersion = 0
    var addresses = 0

    init(_ settings: ClusterSettings, now: ClusterTime) {
        self.settings = settings
        store = ObjectStore(seed: settings.seed)
        nextMetrics = settings.metricsPeriod.inSeconds
        nextAutoscaling = settings.autoscalerPeriod.inSeconds
        for name in ["default", "kube-system"] + settings.namespaces where namespaceIsMissing(name) {
            store.create(.namespaces, NamespaceShape.namespace(name), stamp: now.stamp)
        }
        for number in 1...max(1, settings.nodes) {
            store.create(
                .nodes, NodeShape.node(number, cores: settings.coresPerNode, stamp: now.stamp), stamp: now.stamp)
        }
    }

    func namespaceIsMissing(_ name: String) -> Bool {
        store.object(.namespaces, StoredName(namespace: "", name: name)) == nil
    }

    /// Does everything that is due.
    mutating func advance(to now: ClusterTime) {
        reconcile(now)
        movePods(now)
        reconcile(now)
        if now.seconds >= nextMetrics {
            nextMetrics = next(after: nextMetrics, every: settings.metricsPeriod, now)
            measure(now)
            autoscaleVertically(now)
        }
        pollScaledObjects(now)
        if now.seconds >= nextAutoscaling {
            nextAutoscaling = next(after: nextAutoscaling, every: settings.autoscalerPeriod, now)
            autoscale(now)
        }
        reconcile(now)
    }

    /// When something periodic is due again: not sooner than after half its period, when this time came late. Measurements
    /// in a row, to make up for what was missed, would be of moments.
    private func next(after due: Double, every period: Duration, _ now: ClusterTime) -> Double {
        max(due + period.inSeconds, now.seconds + period.inSeconds / 2)
    }

    /// Lets the controllers work until nothing changes any more.
    private mutating func reconcile(_ now: ClusterTime) {
        // Each round takes in what the round before has changed; a handful is enough for owner, pods and status.
        for _ in 0..<10 where store.version != reconciledVersion {
            reconciledVersion = store.version
            collectOrphans(now)
            adoptPods(now)
            let pods = Dictionary(grouping: store.list(.pods)) { $0.ownerUID ?? "" }
            reconcileDeployments(pods, now)
            reconcileReplicaSets(pods, now)
            reconcileStatefulSets(pods, now)
            reconcileJobs(pods, now)
            reconcileEndpoints(now)
        }
    }
}
