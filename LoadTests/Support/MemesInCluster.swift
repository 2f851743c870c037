import EventLoop
import Foundation
import PlimsollNATS
import StandIns
import Testing

/// The image generator in a cluster: a real one where PLIMSOLL_KUBE_CONTEXT names its context, the small one otherwise.
///
/// A real one has its workloads and autoscalers under the names of the small one's, and its broker at NATS_URL. The small
/// one runs ten times as fast as real time; its broker is a real one, and so is what the replicas of its back end do.
struct MemesInCluster: Sendable {
    /// How long a minute of the promise takes here.
    let pace: Double
    private let access: ClusterAccess
    private let small: SmallCluster?
    private let local: LocalBroker?

    /// Sets the scene for a test, or cancels it with the reason why there is none.
    static func play(_ act: (MemesInCluster) async throws -> Void) async throws {
        let scene = try await MemesInCluster.current()
        defer { scene.small?.stop() }
        try await act(scene)
    }

    private static func current() async throws -> MemesInCluster {
        guard ProcessInfo.processInfo.environment["PLIMSOLL_KUBE_CONTEXT"] == nil else {
            let access = ClusterAccess(environment: ProcessInfo.processInfo.environment)
            if let obstacle = await Cluster(access).obstacle() { try Test.cancel("no cluster to observe: \(obstacle)") }
            return MemesInCluster(pace: 1, access: access, small: nil, local: nil)
        }
        var settings = ClusterSettings()
        settings.namespaces = [MemeCluster.namespace, MemeCluster.cacheNamespace]
        settings.timeFactor = 10
        let local = try LocalBroker()
        guard let monitor = local.broker.monitor?.port else { try Test.cancel("the broker has no monitoring page") }
        let small = try SmallCluster(settings)
        let access = ClusterAccess(kubeconfig: small.kubeconfig)
        if let obstacle = await Cluster(access).obstacle() {
            small.stop()
            try Test.cancel("the small cluster can't be observed: \(obstacle)")
        }
        try MemeCluster.create(on: small, monitor: monitor)
        return MemesInCluster(pace: 1 / settings.timeFactor, access: access, small: small, local: local)
    }

    /// Minutes of the promise, at this cluster's pace.
    func minutes(_ count: Double) -> Duration { .seconds(60) * (count * pace) }

    // MARK: - What is observed

    /// Observes the back end with what KEDA does to it.
    func observeBackend() async throws -> ScalingObservation {
        var settings = ObservationSettings(.deployment(MemeCluster.backend))
        settings.scaledObject = MemeCluster.backend
        settings.usageInterval = .seconds(15) * pace
        let scaling = try await cluster(MemeCluster.namespace).observe(settings)
        try await scaling.atRest(with: 0, within: minutes(15))
        return scaling
    }

    /// Observes the front end from a state in which it is at its least.
    func observeFrontend() async throws -> ScalingObservation {
        var settings = ObservationSettings(.deployment(MemeCluster.frontend))
        settings.autoscaler = MemeCluster.frontend
        settings.usageInterval = .seconds(15) * pace
        let scaling = try await cluster(MemeCluster.namespace).observe(settings)
        try await scaling.atRest(with: 1, within: minutes(15))
        return scaling
    }

    /// Observes the cache and what is recommended for it.
    func observeCache() async throws -> ScalingObservation {
        var settings = ObservationSettings(.deployment(MemeCluster.cache))
        settings.verticalAutoscaler = MemeCluster.cache
        settings.usageInterval = .seconds(15) * pace
        let scaling = try await cluster(MemeCluster.cacheNamespace).observe(settings)
        try await scaling.atRest(with: 2, within: minutes(15))
        return scaling
    }

    private func cluster(_ namespace: String) -> Cluster {
        var access = access
        access.namespace = namespace
        return Cluster(access)
    }

    // MARK: - What is loaded

    /// Publishes to the queue while as many replicas work as the cluster has ready pods, until nothing is left to do.
    ///
    /// In a real cluster the application works, and nothing is counted here.
    func publish(_ load: PublishingRate, from publishers: Int) async throws -> (queue: QueueResult, finished: Int64?) {
        let broker = try local?.broker ?? Broker.fromEnvironment() ?? Broker("nats://127.0.0.1:4222")
        let queue = Memes.queue.publishing(Memes.prompts, to: "memes.generate", at: load, from: publishers)
            .watching("backend").draining(within: .zero).keepingStreams()
        guard let small else { return (try await queue.run(against: broker), nil) }
        // A replica that goes leaves what it had begun to the others, who get it when its time for an answer is over.
        let backend = try await Backend.start(
            consuming: "MEMES", replicas: 0, workingFor: .milliseconds(15), ackWait: .seconds(10), on: broker)
        let crew = Task {
            // Its replicas are the pods that are ready.
            while !Task.isCancelled {
                try await backend.scale(
                    to: small.readyPods(of: MemeCluster.backend, namespace: MemeCluster.namespace).count)
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        let result = try await queue.run(against: broker)
        let deadline = ContinuousClock.now + minutes(20)
        while try await backend.finished() < result.published.acknowledged, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
        }
        let finished = try await backend.finished()
        crew.cancel()
        await backend.stop()
        return (result, finished)
    }

    /// The stream, before anyone publishes: KEDA's trigger and the back end's consumer need it.
    func makeStream() async throws {
        guard let local else { return }
        let (options, streams) = (local.broker.options, Memes.queue.streams)
        let shard = try Shard(name: "stream")
        let made = await Task(executorPreference: shard) {
            let connection = try NATSConnection(options, loop: NATSLoop(shard: shard))
            try await connection.connected()
            for stream in streams { _ = try await JetStream(connection).createStream(stream) }
            await connection.drained()
        }.result
        await shard.shutDown()
        try made.get()
    }

    /// The front end's address: the service of the cluster, or an image API whose replicas are the small cluster's pods.
    func frontend() throws -> (target: Target, stop: () -> Void) {
        guard let small else { return (.service("frontend", port: 80, named: "frontend"), {}) }
        let service = try ImageService.start(
            StandInSettings(capacity: Capacity(replicas: 0, slots: 2, serviceTime: .milliseconds(20))))
        small.serve(service, as: MemeCluster.frontend, namespace: MemeCluster.namespace)
        return (Target(service.url, name: "frontend"), { service.stop() })
    }

    /// Fills the cache: as the drawings of a real load do, or step by step on the small cluster.
    func fillCache() async throws {
        guard let small else {
            _ = try await publish(.bursts(3, of: 50), from: 10)
            return
        }
        for mebibytes in [220, 300, 420, 600, 850, 1200] {
            small.demand(
                .perPod(cpuMilli: 60, memoryBytes: mebibytes << 20), of: MemeCluster.cache,
                namespace: MemeCluster.cacheNamespace)
            try await Task.sleep(for: minutes(0.5))
        }
    }
}
