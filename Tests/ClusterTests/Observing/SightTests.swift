import Measurement
import Testing

@testable import Cluster

/// What is forbidden, frozen or gone while it is observed.
@Suite struct SightTests {
    @Test func restIsNotSeenWhileTheServerIsFrozen() async throws {
        let cluster = try FakeCluster.small()
        var settings = FakeCluster.settings()
        // Nobody would have asked again in the time of this test.
        settings.livenessInterval = .seconds(600)
        let observation = try await cluster.observe(settings)
        try cluster.put("frozen")
        let error = await #expect(throws: ClusterError.self) {
            try await observation.atRest(with: 2, within: .milliseconds(500))
        }
        #expect(error?.code == .overdue)
        #expect(error?.description.contains("2 ready, 2 wanted; ") == true)
        #expect(error?.description.contains("can't be seen now: the API server did not answer in time") == true)
        observation.finish()
    }

    @Test func aForbiddenUsageIsNotAskedForAgain() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put(
            "top.error",
            #"Error from server (Forbidden): pods.metrics.k8s.io is forbidden: User "nobody" cannot list resource "pods""#
        )
        let observation = try await cluster.observe()
        #expect(await FakeCluster.eventually { observation.log.look { $0.refused[.usage] } != nil })
        let timeline = observation.finish()
        #expect(
            timeline.usage.peakMemory.missingBecause?.hasPrefix("this user may not read the pods' usage (pods.metrics")
                == true)
        #expect(timeline.peakReady == 2)
    }

    @Test func aSliceThatIsDeletedTakesItsAddressesWithIt() async throws {
        let cluster = try FakeCluster.small()
        let slice = """
            {"metadata":{"name":"web-x7","uid":"e","labels":{"kubernetes.io/service-name":"web"}},"endpoints":[
            {"addresses":["10.0.0.1"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","name":"web-1"}}]}
            """
        try cluster.put("services.web", #"{"metadata":{"name":"web"}}"#)
        try cluster.put("endpointslices.list", cluster.list([slice]))
        try cluster.put("endpointslices.watch", FakeCluster.line("DELETED", slice))
        var settings = FakeCluster.settings()
        settings.service = "web"
        let observation = try await cluster.observe(settings)
        #expect(
            await FakeCluster.eventually {
                observation.log.look { $0.entries.filter { $0.subject == .endpoints }.map(\.text) } == [
                    "service web: 1 addresses take traffic", "service web: 0 addresses take traffic",
                ]
            })
        observation.finish()
    }

    /// A gateway on the way keeps the connection, and nothing comes over it any more.
    @Test func aWatchThatFellSilentIsNoProofThatNothingHappened() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        observation.log.loadEnded()
        try cluster.put("pods.list", cluster.list([FakeCluster.pod("web-1")]))
        let timeline = try await observation.settled(within: .seconds(1), quietFor: .zero)
        #expect(
            timeline.recovery.missingBecause?.contains("its watch told nothing of what a list shows") == true,
            "\(timeline.recovery)")
        #expect(timeline.gaps.map(\.source).contains(.pods))
    }
}
