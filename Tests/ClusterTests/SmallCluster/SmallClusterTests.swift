import Measurement
import StandIns
import Testing

@testable import Cluster

/// The observer with the real kubectl, on the small cluster.
@Suite(.enabled(if: SmallClusterScene.hasKubectl, "kubectl is not installed"), .serialized, .timeLimit(.minutes(10)))
struct SmallClusterTests {
    func scene(replicas: Int = 2) throws -> SmallClusterScene {
        try SmallClusterScene([SmallClusterScene.deployment(replicas: replicas), SmallClusterScene.autoscaler()])
    }

    @Test func aLoadThatComesAndGoesIsFollowedUpAndDown() async throws {
        let scene = try scene()
        let observation = try await scene.observe()
        #expect(await SmallClusterScene.ready(2, observation))
        try await SmallClusterScene.beginLoad(observation)
        // Half of 200m for each of six pods.
        scene.cluster.demand(.shared(cpuMilli: 600, memoryBytesPerPod: 64 << 20), of: "web", namespace: "load")
        #expect(await SmallClusterScene.ready(6, observation))
        #expect(await FakeCluster.eventually { observation.timeline.usage.peakCPU >= .millicores(400) })
        #expect(await FakeCluster.eventually { observation.timeline.decisions.contains { $0.to == 6 } })
        observation.log.loadEnded()
        scene.cluster.demand(.shared(cpuMilli: 4, memoryBytesPerPod: 64 << 20), of: "web", namespace: "load")
        let timeline = try await observation.settled(within: .seconds(120), quietFor: .seconds(2))

        #expect(timeline.baseline == 2)
        #expect(timeline.peakReady == 6)
        #expect(timeline.peakDesired == 6)
        #expect(timeline.scaleUp.ready.value != nil)
        #expect(timeline.scaleUp.decision <= timeline.scaleUp.ready)
        #expect(timeline.recovery.value != nil, "\(timeline)")
        #expect(timeline.usage.peakCPU >= .millicores(400))
        #expect(timeline.decisions.contains { $0.decider == .autoscaler && $0.reason.contains("cpu") })
        #expect(timeline.pods.count == 6)
    }

    @Test func watchesThatAreCutLoseNothing() async throws {
        let scene = try scene()
        let observation = try await scene.observe()
        #expect(await SmallClusterScene.ready(2, observation))
        scene.cluster.demand(.shared(cpuMilli: 800, memoryBytesPerPod: 64 << 20), of: "web", namespace: "load")
        #expect(
            await FakeCluster.eventually {
                scene.cluster.cutWatches()
                return observation.timeline.ready.last?.count == 8
            })
        #expect(await FakeCluster.eventually { observation.timeline.current.last?.count == 8 })
        #expect(observation.finish().peakReady.value == 8 || observation.timeline.peakReady.missingBecause != nil)
    }

    @Test func aServerThatDiesAndReturnsIsAGapAndNoLoss() async throws {
        let scene = try scene()
        let observation = try await scene.observe()
        #expect(await SmallClusterScene.ready(2, observation))
        scene.cluster.stopServing()
        #expect(
            await FakeCluster.eventually { observation.timeline.gaps.contains { $0.source == .pods && $0.to == nil } })
        scene.cluster.demand(.shared(cpuMilli: 400, memoryBytesPerPod: 64 << 20), of: "web", namespace: "load")
        try scene.cluster.serveAgain()
        #expect(await SmallClusterScene.ready(4, observation))
        #expect(observation.timeline.gaps.contains { $0.source == .pods && $0.to != nil })
        observation.finish()
    }

    @Test func aFrozenServerIsAGap() async throws {
        let scene = try scene()
        let observation = try await scene.observe { $0.livenessPatience = .seconds(4) }
        #expect(await SmallClusterScene.ready(2, observation))
        scene.cluster.freeze()
        #expect(
            await FakeCluster.eventually {
                observation.timeline.gaps.contains { $0.source == .workload && $0.to == nil }
            })
        scene.cluster.thaw()
        #expect(
            await FakeCluster.eventually {
                observation.timeline.gaps.contains { $0.source == .workload && $0.to != nil }
            })
        observation.finish()
    }

    @Test func anObjectThatIsDeletedAndMadeAgainIsFollowed() async throws {
        let scene = try scene()
        let observation = try await scene.observe()
        #expect(await SmallClusterScene.ready(2, observation))
        let access = ClusterAccess(namespace: "load", kubeconfig: scene.cluster.kubeconfig)
        try await Kubectl.offPool {
            let arguments = [
                "delete", "deployment", "web", "--namespace", "load", "--cache-dir", scene.cluster.cacheFolder,
            ]
            _ = try Kubectl(access).output(arguments, to: "delete the deployment", atMost: .seconds(60))
        }
        #expect(await SmallClusterScene.ready(0, observation))
        try scene.cluster.create(SmallClusterScene.deployment(replicas: 3))
        #expect(await SmallClusterScene.ready(3, observation))
        for line in ["web was deleted", "web was created again"] {
            #expect(await FakeCluster.eventually { observation.log.look { $0.entries.contains { $0.text == line } } })
        }
        observation.finish()
    }

    @Test func aForbiddenKindIsSaidByTheRealKubectl() async throws {
        let scene = try scene()
        scene.cluster.forbid("events")
        let observation = try await scene.observe()
        #expect(await FakeCluster.eventually { observation.log.look { $0.refused[.events] } != nil })
        let reason = observation.log.look { $0.refused[.events] }
        #expect(reason?.hasPrefix("this user may not list the events in namespace load") == true)
        observation.finish()
    }

    @Test func kedaGoesFromZeroUpAndBackToZero() async throws {
        let scene = try SmallClusterScene([SmallClusterScene.deployment(replicas: 0), SmallClusterScene.scaledObject()])
        scene.cluster.trigger(0, of: "worker", namespace: "load")
        let observation = try await scene.observe { settings in
            settings.autoscaler = nil
            settings.scaledObject = "worker"
        }
        try await SmallClusterScene.beginLoad(observation)
        scene.cluster.trigger(15, of: "worker", namespace: "load")
        #expect(await SmallClusterScene.ready(3, observation))
        #expect(await FakeCluster.eventually { observation.timeline.decisions.last?.to == 3 })
        observation.log.loadEnded()
        scene.cluster.trigger(0, of: "worker", namespace: "load")
        #expect(await SmallClusterScene.ready(0, observation))
        #expect(await FakeCluster.eventually { observation.timeline.scaleToZero.value != nil })
        let timeline = observation.finish()

        #expect(timeline.baseline == 0)
        #expect(timeline.activation.value != nil)
        #expect(timeline.peakReady == 3)
        #expect(timeline.decisions.first?.decider == .keda)
        #expect(timeline.decisions.last?.to == 0)
    }
}
