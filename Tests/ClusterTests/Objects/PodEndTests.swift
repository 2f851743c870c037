import Foundation
import Testing

@testable import Cluster

/// Pods that fail, start again or are given other resources, in the shapes of the API's reference (Kubernetes 1.33).
@Suite struct PodEndTests {
    /// A pod with a status, read in both ways.
    func pod(_ status: String) throws -> Pod {
        let object = """
            {"metadata":{"name":"web-1","uid":"u","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"nodeName":"n","containers":[
            {"name":"app","resources":{"requests":{"cpu":"200m"},"limits":{"cpu":"1","memory":"256Mi"}}},{"name":"proxy"}]},
            "status":{\(status)}}
            """
        let line = Array(FakeCluster.line("MODIFIED", object).utf8)
        let general = try #require(try WatchLine<Pod>(decoding: line).object)
        #expect(try #require(WatchLine<Pod>.quickly(line[...])).object == general)
        return general
    }

    @Test func anEvictedPodTakesNoTrafficWhateverItsConditionsSay() throws {
        // Up to 1.2x the status was replaced as a whole; later ones keep the conditions and add one.
        let bare = try pod(#""phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory.""#)
        #expect(bare.hasEnded)
        #expect(!bare.isReady)
        #expect(bare.trouble == "Evicted")
        let kept = try pod(
            #"""
            "phase":"Failed","reason":"Evicted","conditions":[
            {"type":"DisruptionTarget","status":"True","reason":"TerminationByKubelet","lastTransitionTime":"2026-01-01T00:05:00Z"},
            {"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:05Z"}]
            """#)
        #expect(!kept.isReady)
        #expect(kept.trouble == "Evicted")
    }

    @Test(arguments: [
        (#"{"waiting":{"reason":"CrashLoopBackOff"}}"#, "Init:CrashLoopBackOff"),
        (#"{"waiting":{"reason":"ImagePullBackOff"}}"#, "Init:ImagePullBackOff"),
        (#"{"terminated":{"reason":"Error","exitCode":3}}"#, "Init:exit code 3"),
        (#"{"terminated":{"reason":"OOMKilled","exitCode":137}}"#, "Init:OOMKilled"),
        // On its way, or through: the container's own reason is left.
        (#"{"waiting":{"reason":"PodInitializing"}}"#, "PodInitializing"),
        (#"{"running":{"startedAt":"2026-01-01T00:00:01Z"}}"#, "PodInitializing"),
        (#"{"terminated":{"reason":"Completed","exitCode":0}}"#, "PodInitializing"),
    ])
    func anInitContainerThatFailsIsNamed(state: String, trouble: String) throws {
        let stuck = try pod(
            """
            "phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"},
            {"type":"Ready","status":"False","reason":"ContainersNotReady"}],
            "initContainerStatuses":[{"name":"migrate","restartCount":2,"ready":false,"state":\(state)}],
            "containerStatuses":[{"name":"app","restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}]
            """)
        #expect(stuck.trouble == trouble)
    }

    @Test func theContainerThatIsInTroubleIsToldBeforeTheOneThatIsOnlySlow() throws {
        let stuck = try pod(
            """
            "phase":"Pending","conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady"}],
            "containerStatuses":[{"name":"app","state":{"waiting":{"reason":"ContainerCreating"}}},
            {"name":"proxy","state":{"waiting":{"reason":"ErrImagePull"}}}]
            """)
        #expect(stuck.trouble == "ErrImagePull")
    }

    @Test func aReadinessGateThatIsNotMetIsTheReason() throws {
        let gated = try pod(
            """
            "phase":"Running","conditions":[{"type":"ContainersReady","status":"True"},{"type":"Ready","status":"False",
            "reason":"ReadinessGatesNotReady","message":"corresponding condition of pod readiness gate does not exist."}]
            """)
        #expect(gated.trouble == "ReadinessGatesNotReady")
    }

    @Test(arguments: [
        (#""lastState":{"terminated":{"reason":"OOMKilled","exitCode":137}}"#, "OOMKilled"),
        (#""lastState":{"terminated":{"reason":"Error","exitCode":1}}"#, "exit code 1"),
        (#""lastState":{},"state":{"terminated":{"exitCode":2}}"#, "exit code 2"),
        (#""lastState":{}"#, ""),
    ])
    func theLastEndOfAContainerIsKnown(states: String, end: String) throws {
        let app = try #require(
            try pod(#""phase":"Running","containerStatuses":[{"name":"app","restartCount":1,\#(states)}]"#).containers
                .first)
        #expect(app.lastEnd ?? "" == end)
        #expect(app.restarts == 1)
    }

    @Test func whatANodeGaveIsToldBeforeWhatIsDeclared() throws {
        let resized = try pod(
            """
            "phase":"Running","containerStatuses":[{"name":"app","restartCount":0,"resources":{"requests":{"cpu":"100m"},
            "limits":{"memory":"128Mi"}}},{"name":"proxy","restartCount":0,"resources":{}}],
            "conditions":[{"type":"PodResizePending","status":"True","reason":"Deferred","message":"Node didn't have enough capacity"}]
            """)
        #expect(resized.containers.first?.requests == ["cpu": .millicores(100)])
        #expect(resized.containers.first?.limits == ["cpu": Quantity(1), "memory": .mebibytes(128)])
        #expect(resized.containers.last?.limits == [:])
        #expect(resized.resizing?.reason == "Deferred")
    }

    @Test func aListIsReadQuicklyAsTheGeneralDecoderReadsIt() throws {
        let pods = try Recording(name: "watch-edge-pods.json").bytes.split(separator: UInt8(ascii: "\n")).map { line in
            let event = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
            let object = try #require(event["object"])
            return try JSONSerialization.data(withJSONObject: object, options: .withoutEscapingSlashes)
        }
        let items = pods.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
        let text = #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"812"},"items":[\#(items)]}"#
        let quick = try #require(VersionedList<Pod>.quickly(Array(text.utf8)[...]))
        let general = try JSONDecoder().decode(VersionedList<Pod>.self, from: Data(text.utf8))
        #expect(quick.version == "812" && general.version == "812")
        #expect(quick.objects == general.objects)
        #expect(quick.objects.count == 42)
    }

    @Test(arguments: [
        #"{"metadata":{},"items":null}"#, #"{"items":[]}"#, #"{"metadata":{"resourceVersion":"0","continue":""}}"#,
        #"{"apiVersion":"v1","items":[],"kind":"List","metadata":{"resourceVersion":"0"}}"#,
    ])
    func anEmptyListIsAList(text: String) throws {
        let list = try VersionedList<Pod>(reading: Data(text.utf8))
        #expect(list.objects.isEmpty && list.version == "0")
    }

    @Test func anAnswerThatIsNoListIsRefused() {
        #expect(throws: (any Error).self) { try VersionedList<Pod>(reading: Data("<html>log in</html>".utf8)) }
    }
}
