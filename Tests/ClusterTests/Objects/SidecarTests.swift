import Foundation
import Testing

@testable import Cluster

/// Pods of many containers: init containers, sidecars that run on, and ephemeral ones.
@Suite struct SidecarTests {
    /// A ready pod with an init container that is through, a sidecar that was killed once, and a shell that somebody attached.
    static let object = """
        {"metadata":{"name":"web-1","uid":"u","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"nodeName":"n",
        "initContainers":[{"name":"migrate","resources":{"limits":{"memory":"1Gi"}}},
        {"name":"proxy","restartPolicy":"Always","resources":{"requests":{"cpu":"50m"},"limits":{"memory":"64Mi"}}}],
        "containers":[{"name":"app","resources":{"limits":{"memory":"256Mi"}}}],
        "ephemeralContainers":[{"name":"debugger","image":"busybox"}]},
        "status":{"phase":"Running","conditions":[{"type":"PodScheduled","status":"True"},{"type":"Ready","status":"True",
        "lastTransitionTime":"2026-01-01T00:00:05Z"}],
        "initContainerStatuses":[{"name":"migrate","restartCount":0,"state":{"terminated":{"reason":"Completed","exitCode":0}}},
        {"name":"proxy","restartCount":2,"started":true,"state":{"running":{"startedAt":"2026-01-01T00:04:00Z"}},
        "lastState":{"terminated":{"reason":"OOMKilled","exitCode":137}}}],
        "containerStatuses":[{"name":"app","restartCount":1,"state":{"running":{}},"lastState":{}}],
        "ephemeralContainerStatuses":[{"name":"debugger","restartCount":0,"state":{"running":{}}}]}}
        """

    @Test func aSidecarCountsAndAnInitContainerThatIsThroughDoesNot() throws {
        let line = Array(FakeCluster.line("MODIFIED", Self.object).utf8)
        let pod = try #require(try WatchLine<Pod>(decoding: line).object)
        #expect(try #require(WatchLine<Pod>.quickly(line[...])).object == pod)
        #expect(pod.isReady)
        #expect(pod.trouble == nil)
        #expect(pod.containers.map(\.name) == ["app", "proxy"])
        #expect(pod.containers.map(\.restarts) == [1, 2])
        #expect(pod.containers.last?.lastEnd == "OOMKilled")
        #expect(pod.containers.map { $0.limits["memory"] } == [.mebibytes(256), .mebibytes(64)])
    }

    @Test func aSidecarThatIsKilledIsARestartOfThePod() throws {
        var builder = TimelineBuilder(began: Story.zero)
        let pod = try JSONDecoder().decode(Pod.self, from: Data(Self.object.utf8))
        var before = pod
        before.containers[1].restarts = 1
        builder.observed(.pod(before), at: Story.at(1))
        builder.observed(.pod(pod), at: Story.at(2))
        #expect(builder.entries.last?.text == "web-1 restarted (OOMKilled), 3 in all")
    }
}
