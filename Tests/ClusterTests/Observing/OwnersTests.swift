import Foundation
import Measurement
import Testing

@testable import Cluster

/// Who else has a hand in the workload, and what it is if not what it was taken for.
@Suite struct OwnersTests {
    static func autoscaler(_ name: String, of target: String, labels: String = "{}") -> String {
        """
        {"metadata":{"name":"\(name)","uid":"\(name)","labels":\(labels)},"spec":{"scaleTargetRef":{"kind":"Deployment",
        "name":"\(target)"},"maxReplicas":5}}
        """
    }

    func notes(_ cluster: FakeCluster, _ settings: ObservationSettings) async throws -> [String] {
        let observation = try await cluster.observe(settings)
        defer { observation.finish() }
        return observation.timeline.record.entries.filter { $0.subject == .note }.map(\.text)
    }

    @Test func anAutoscalerThatIsNotObservedIsNamed() async throws {
        let cluster = try FakeCluster.small()
        #expect(
            try await notes(cluster, FakeCluster.settings(hpa: nil))
                == ["HPA web scales deployment/web: name it to know why it scales"])
        try cluster.put(
            "horizontalpodautoscalers.list",
            cluster.list([
                Self.autoscaler("other", of: "chat"),
                Self.autoscaler("keda-hpa-worker", of: "web", labels: #"{"scaledobject.keda.sh/name":"worker"}"#),
            ]))
        #expect(
            try await notes(cluster, FakeCluster.settings(hpa: nil)) == [
                "HPA keda-hpa-worker of ScaledObject worker scales deployment/web: name the ScaledObject to know why it scales"
            ])
    }

    @Test func twoAutoscalersOfOneWorkloadAreSaid() async throws {
        let cluster = try FakeCluster.small()
        let own = try String(
            contentsOf: cluster.folder.appending(path: "horizontalpodautoscalers.web"), encoding: .utf8)
        try cluster.put(
            "horizontalpodautoscalers.list", cluster.list([own, Self.autoscaler("web-memory", of: "web")]))
        #expect(
            try await notes(cluster, FakeCluster.settings())
                == ["HPA web-memory scales deployment/web as well as HPA web: each undoes what the other sets"])
    }

    @Test func theAutoscalerOfTheWorkloadIsFound() async throws {
        let cluster = try FakeCluster.small()
        var settings = FakeCluster.settings(hpa: nil)
        settings.findsAutoscaler = true
        let own = try String(
            contentsOf: cluster.folder.appending(path: "horizontalpodautoscalers.web"), encoding: .utf8)
        try cluster.put("horizontalpodautoscalers.list", cluster.list([Self.autoscaler("chat", of: "chat"), own]))
        let observation = try await cluster.observe(settings)
        observation.finish()
        #expect(observation.settings.autoscaler == "web")
        #expect(observation.settings.scaledObject == nil)
    }

    @Test(arguments: [
        ([], "no HPA in namespace load scales deployment/web: leave the autoscaler out, or make one"),
        (["b", "a"], "2 HPAs scale deployment/web, a, b: name the one to observe"),
    ])
    func anAutoscalerThatCantBeToldIsSaid(names: [String], expected: String) async throws {
        let cluster = try FakeCluster.small()
        var settings = FakeCluster.settings(hpa: nil)
        settings.findsAutoscaler = true
        let others = [Self.autoscaler("chat", of: "chat")]
        try cluster.put(
            "horizontalpodautoscalers.list",
            cluster.list(others + names.map { Self.autoscaler($0, of: "web") }))
        let error = await #expect(throws: ClusterError.self) { _ = try await cluster.observe(settings) }
        #expect(error?.description == expected)
    }

    @Test func theScaledObjectOfAnAutoscalerThatWasFoundIsObservedAsWell() async throws {
        let cluster = try FakeCluster.small()
        var settings = FakeCluster.settings(hpa: nil)
        settings.findsAutoscaler = true
        let made = Self.autoscaler(
            "keda-hpa-worker", of: "web", labels: #"{"scaledobject.keda.sh/name":"worker"}"#)
        let object = #"{"metadata":{"name":"worker","uid":"s"},"spec":{"scaleTargetRef":{"name":"web"},"triggers":[]}}"#
        for (kind, name, text) in [
            ("horizontalpodautoscalers", "keda-hpa-worker", made), ("scaledobjects", "worker", object),
        ] {
            try cluster.put("\(kind).\(name)", text)
            try cluster.put("\(kind).list", cluster.list([text]))
        }
        let observation = try await cluster.observe(settings)
        observation.finish()
        #expect(observation.settings.autoscaler == "keda-hpa-worker")
        #expect(observation.settings.scaledObject == "worker")
    }

    @Test func whoMayNotListTheAutoscalersIsToldNothingOfThem() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("horizontalpodautoscalers.forbidden")
        #expect(try await notes(cluster, FakeCluster.settings(hpa: nil)) == [])
    }

    @Test func aScaledJobIsNotObserved() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("scaledjobs.worker", #"{"metadata":{"name":"worker"}}"#)
        var settings = FakeCluster.settings(hpa: nil)
        settings.scaledObject = "worker"
        let error = await #expect(throws: ClusterError.self) { _ = try await cluster.observe(settings) }
        #expect(
            error?.description
                == "worker is a ScaledJob: it starts jobs and keeps no replicas, so there is no scaling of a workload to observe"
        )
    }

    @Test(arguments: [
        ("Off", ["VPA web is in mode Off: it advises, and changes no pod"]),
        ("Initial", ["VPA web is in mode Initial: it changes new pods only"]), ("Recreate", []), ("Auto", []),
        ("InPlaceOrRecreate", []),
    ])
    func theModeOfAVPAThatChangesNoRunningPodIsSaid(mode: String, expected: [String]) async throws {
        let cluster = try FakeCluster.small()
        let vpa = """
            {"metadata":{"name":"web","uid":"v"},"spec":{"targetRef":{"kind":"Deployment","name":"web"},
            "updatePolicy":{"updateMode":"\(mode)"}}}
            """
        try cluster.put("verticalpodautoscalers.web", vpa)
        try cluster.put("verticalpodautoscalers.list", cluster.list([vpa]))
        var settings = FakeCluster.settings()
        settings.verticalAutoscaler = "web"
        #expect(try await notes(cluster, settings) == expected)
    }

    @Test func aForbiddenWorkloadWhosePodsAreNamedCostsOnlyItsFigures() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("deployments.forbidden")
        var settings = FakeCluster.settings()
        settings.workload.selector = "app=web"
        let observation = try await cluster.observe(settings)
        observation.log.loadBegan()
        let timeline = observation.finish()
        #expect(timeline.peakReady == 2)
        #expect(timeline.peakDesired.missingBecause?.hasPrefix("this user may not ") == true)
    }

    /// As kinds of extensions may: the selector is a text, and the replicas are somewhere else.
    @Test func replicasThatAreKeptElsewhereAreNotTakenForOne() async throws {
        let cluster = try FakeCluster.small()
        let kind = #"{"metadata":{"name":"web","uid":"r"},"spec":{"size":4,"selector":"app=web"}}"#
        try cluster.put("farms.web", kind)
        try cluster.put("farms.list", cluster.list([kind]))
        try cluster.put("scale.farms.web", #"{"spec":{"replicas":4},"status":{"replicas":4,"selector":"app=web"}}"#)
        var settings = FakeCluster.settings(hpa: nil)
        settings.workload = .scalable("farms", group: "example.com", version: "v1", name: "web")
        let error = await #expect(throws: ClusterError.self) { _ = try await cluster.observe(settings) }
        #expect(
            error?.description
                == "farm/web keeps its replicas elsewhere than in spec.replicas (its scale says 4), where they can't be observed: "
                + "observe the workload it makes in its stead")
        try cluster.put("farms.web", kind.replacing("size", with: "replicas"))
        try cluster.put("farms.list", cluster.list([kind.replacing("size", with: "replicas")]))
        let observation = try await cluster.observe(settings)
        #expect(observation.settings.workload.selector == "app=web")
        #expect(observation.timeline.desired.last?.count == 4)
        observation.finish()
    }

    @Test func credentialsThatExpireInTheMiddleCutNoWatch() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("top", "web-1 10m 20Mi\n")
        let observation = try await cluster.observe()
        #expect(await cluster.isWatched(["deployments", "pods", "events", "horizontalpodautoscalers"]))
        observation.log.loadBegan()
        try cluster.put("unauthorized")
        let note =
            "the credentials are not, or no longer, valid when asked to tell its version: log in to the cluster again; what is "
            + "being watched goes on, what has to be asked for can't be seen"
        #expect(
            await FakeCluster.eventually {
                let timeline = observation.timeline
                return timeline.record.entries.contains { $0.text == note }
                    && timeline.gaps.contains { $0.source == .usage && $0.to == nil }
            })
        let timeline = observation.finish()
        #expect(timeline.gaps.map(\.source) == [.usage])
        #expect(timeline.peakReady == 2)
        #expect(timeline.record.entries.count { $0.text == note } == 1)
    }

    @Test func expiredCredentialsAreSaidBeforeTheRun() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("unauthorized")
        let error = await #expect(throws: ClusterError.self) { _ = try await cluster.observe() }
        #expect(error?.code == .unauthorized)
    }
}
