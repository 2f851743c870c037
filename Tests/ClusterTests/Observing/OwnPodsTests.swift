import Foundation
import Testing

@testable import Cluster

/// Pods that bear the workload's labels and are somebody else's.
@Suite struct OwnPodsTests {
    static func pod(_ name: String, labels: String = #"{"app":"web"}"#, owner: String) -> String {
        """
        {"metadata":{"name":"\(name)","uid":"\(name)","creationTimestamp":"2026-01-01T00:00:00Z","labels":\(labels),
        "ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n"},\(owner)]},"spec":{"nodeName":"n"},
        "status":{"phase":"Running","conditions":[
        {"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:01Z"},
        {"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:05Z"}]}}
        """
    }

    static func owner(_ kind: String, _ name: String) -> String {
        #"{"kind":"\#(kind)","name":"\#(name)","controller":true}"#
    }

    @Test(arguments: [
        (ScaleReference.deployment("web"), "ReplicaSet", "web-7d9f", #"{"pod-template-hash":"7d9f"}"#, true),
        (.deployment("web"), "ReplicaSet", "web-canary-7d9f", #"{"pod-template-hash":"7d9f"}"#, false),
        // One that was adopted bears no hash, and any name.
        (.deployment("web"), "ReplicaSet", "old", "{}", true), (.deployment("web"), "Job", "web", "{}", false),
        (.statefulSet("db"), "StatefulSet", "db", "{}", true),
        (.statefulSet("db"), "StatefulSet", "other", "{}", false),
        (.replicaSet("web-7d9f"), "ReplicaSet", "web-7d9f", "{}", true),
        (
            .scalable("rollouts", group: "argoproj.io", version: "v1alpha1", name: "web"), "ReplicaSet", "any", "{}",
            true
        ),
    ])
    func aPodIsItsControllers(
        workload: ScaleReference, kind: String, name: String, labels: String, isOwn: Bool
    ) throws {
        let text = Self.pod("p", labels: labels, owner: Self.owner(kind, name))
        let pod = try JSONDecoder().decode(Pod.self, from: Data(text.utf8))
        #expect((workload.foreignOwner(of: pod) == nil) == isOwn)
    }

    @Test func aPodThatNobodyOwnsIsTakenForTheWorkloads() throws {
        let pod = try JSONDecoder().decode(Pod.self, from: Data(FakeCluster.pod("web-1").utf8))
        #expect(ScaleReference.deployment("web").foreignOwner(of: pod) == nil)
    }

    @Test func theLabelsOfAJobDontMakeItsPodsReplicas() async throws {
        let cluster = try FakeCluster.small()
        let job = Self.pod("migrate-1", owner: Self.owner("Job", "migrate"))
        try cluster.put("pods.list", cluster.list([FakeCluster.pod("web-1"), FakeCluster.pod("web-2"), job]))
        try cluster.put("top", "web-1 10m 10Mi\nmigrate-1 900m 900Mi\n")
        // Another one of its kind comes: it is no news, and no replica either.
        let next = Self.pod("migrate-2", owner: Self.owner("Job", "migrate"))
        try cluster.put(
            "pods.watch", FakeCluster.line("ADDED", next) + FakeCluster.line("ADDED", FakeCluster.pod("web-3")))
        let observation = try await cluster.observe()
        defer { observation.finish() }
        #expect(await FakeCluster.eventually { observation.timeline.ready.last?.count == 3 })
        let note = """
            pod migrate-1 bears the labels of deployment/web's pods and is Job migrate's: such pods are left out here, and an \
            HPA counts them all the same
            """
        #expect(observation.timeline.record.entries.filter { $0.subject == .note }.map(\.text) == [note])
        let isMeasured = await FakeCluster.eventually {
            observation.timeline.record.usage.last?.pods.map(\.pod) == ["web-1"]
        }
        #expect(isMeasured)
    }
}
