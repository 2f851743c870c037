import Foundation
import Glibc
import Measurement
import Testing

@testable import Cluster

@Suite struct ScalingObserverTests {
    @Test func aRecordingReplayedThroughKubectlGivesItsTimeline() async throws {
        let cluster = try FakeCluster.small()
        func lines<Object: Named>(_ name: String, _ kind: Object.Type, _ isOurs: (Object) -> Bool) throws -> String {
            try Recording(name: name).bytes.split(separator: UInt8(ascii: "\n"))
                .filter { try WatchLine<Object>($0).object.map(isOurs) ?? false }
                .map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
        }
        try cluster.put("deployments.list", cluster.list([]))
        try cluster.put("horizontalpodautoscalers.list", cluster.list([]))
        try cluster.put("pods.list", cluster.list([]))
        try cluster.put("pods.watch", lines("watch-pods-1.json", Pod.self) { $0.metadata.labels["app"] == "web" })
        try cluster.put("deployments.watch", lines("watch-deploy-1.json", Workload.self) { $0.metadata.name == "web" })
        try cluster.put(
            "horizontalpodautoscalers.watch",
            lines("watch-hpa-1.json", HorizontalAutoscaler.self) { $0.metadata.name == "web" })

        let observation = try await cluster.observe()
        observation.log.loadBegan(at: RecordedTimelineTests.load)
        #expect(
            await FakeCluster.eventually {
                let timeline = observation.timeline
                return timeline.ready.last?.count == 9 && timeline.current.last?.count == 9
                    && timeline.metrics.count == 6
            })
        let timeline = observation.finish()
        func text(_ steps: [ReplicaStep]) -> String {
            steps.map { "\($0.count) at \($0.at.clockText)" }.joined(separator: ", ")
        }
        #expect(text(timeline.desired) == "1 at -03:19, 2 at -00:17, 6 at +00:14, 9 at +00:44")
        #expect(text(timeline.ready) == "1 at -00:26, 2 at -00:13, 6 at +00:18, 9 at +00:48")
        #expect(timeline.scaleUp.decision == .seconds(14))
        #expect(timeline.scaleUp.ready == .seconds(48))
        #expect(timeline.decisions.map(\.to) == [2, 6, 9])
    }

    @Test func noProcessOutlivesTheObservation() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        #expect(observation.timeline.ready.last?.count == 2)
        observation.finish()
        #expect(await FakeCluster.eventually { observation.hasEnded })
        let processes = cluster.processes
        #expect(processes.count >= 5)
        #expect(await FakeCluster.eventually { processes.allSatisfy { kill($0, 0) != 0 } })
    }

    @Test func whatIsLetGoOfEndsItsProcesses() async throws {
        let cluster = try FakeCluster.small()
        do {
            let observation = try await cluster.observe()
            #expect(observation.timeline.ready.last?.count == 2)
        }
        #expect(await FakeCluster.eventually { cluster.processes.allSatisfy { kill($0, 0) != 0 } })
    }

    @Test func aWatchThatEndsIsBegunAgainWithAList() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("pods.cut")
        let observation = try await cluster.observe()
        #expect(observation.timeline.ready.last?.count == 2)
        // One pod went and another came while no watch was running.
        try cluster.put("pods.list", cluster.list([FakeCluster.pod("web-1"), FakeCluster.pod("web-3")]))
        #expect(
            await FakeCluster.eventually {
                let pods = observation.timeline.pods
                return pods.contains { $0.name == "web-2" && $0.gone != nil } && pods.contains { $0.name == "web-3" }
            })
        observation.finish()
    }

    @Test func aDeletedPodIsGone() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("pods.watch", FakeCluster.line("DELETED", FakeCluster.pod("web-2")))
        let observation = try await cluster.observe()
        #expect(await FakeCluster.eventually { observation.timeline.ready.last?.count == 1 })
        observation.finish()
    }

    @Test func aFrozenServerIsAGapUntilItAnswersAgain() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        try cluster.put("frozen")
        #expect(await FakeCluster.eventually { observation.timeline.gaps.contains { $0.source == .pods } })
        let reason = try #require(observation.timeline.gaps.first { $0.source == .pods }?.reason)
        #expect(
            reason
                == "the API server did not answer in time when asked to tell its version: check that it is alive, and that "
                + "kubectl waits for no log-in")
        try cluster.remove("frozen")
        #expect(
            await FakeCluster.eventually {
                observation.timeline.gaps.allSatisfy { $0.to != nil || $0.source == .usage }
            })
        // Held to a tolerance shorter than the gap, its figures fail with its reason.
        let timeline = observation.log.timeline(toleratedGap: .zero)
        #expect(timeline.peakReady.missingBecause?.contains(reason) == true)
        observation.finish()
    }

    @Test func aServerThatDiesAndReturnsIsAGap() async throws {
        let cluster = try FakeCluster.small()
        for kind in ["pods", "deployments", "horizontalpodautoscalers", "events"] { try cluster.put("\(kind).cut") }
        let observation = try await cluster.observe()
        try cluster.put("refusing")
        #expect(
            await FakeCluster.eventually {
                observation.timeline.gaps.contains { $0.source == .workload && $0.to == nil }
            })
        // The empty lists that came with exit 1 were no lists.
        #expect(observation.timeline.ready.last?.count == 2)
        try cluster.remove("refusing")
        #expect(
            await FakeCluster.eventually {
                observation.timeline.gaps.contains { $0.source == .workload && $0.to != nil }
            })
        observation.finish()
    }

    @Test func oneForbiddenKindCostsOnlyItsFigures() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("horizontalpodautoscalers.forbidden")
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        let timeline = observation.finish()
        #expect(timeline.peakReady == 2)
        #expect(timeline.peakDesired == 2)
        #expect(
            timeline.shortfall.missingBecause?.contains(
                "this user may not get horizontalpodautoscalers.autoscaling/web in namespace load") == true)
    }

    @Test func aKindThatMayBeListedAndNotWatchedCostsItsFigures() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("pods.unwatchable")
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        #expect(await FakeCluster.eventually { observation.log.look { $0.refused[.pods] } != nil })
        let timeline = observation.finish()
        #expect(
            timeline.scaleUp.scheduled.missingBecause != nil
                && timeline.record.refused[.pods]?.hasPrefix(
                    "this user may not watch the pods in namespace load (pods is forbidden") == true
        )
        // The ready replicas are known from the workload's own count then.
        #expect(timeline.peakReady == 2)
    }

    @Test func aWatchThatIsTooOldOrBrokenIsFollowedByAList() async throws {
        let cluster = try FakeCluster.small()
        let expired = #"{"kind":"Status","status":"Failure","message":"too old","reason":"Expired","code":410}"#
        let bookmark = #"{"kind":"Pod","metadata":{"resourceVersion":"9","creationTimestamp":null}}"#
        try cluster.put(
            "pods.watch",
            FakeCluster.line("BOOKMARK", bookmark) + FakeCluster.line("ERROR", expired)
                + #"{"type":"MODIFIED","object":{"meta"#)
        let observation = try await cluster.observe()
        func lists() -> Int { cluster.calls.count { $0.contains("/pods?") && !$0.contains("watch=1") } }
        #expect(await FakeCluster.eventually { lists() >= 3 })
        try cluster.put("pods.list", cluster.list([FakeCluster.pod("web-1"), FakeCluster.pod("web-3")]))
        #expect(await FakeCluster.eventually { observation.timeline.pods.contains { $0.name == "web-3" } })
        #expect(observation.finish().record.refused[.pods] == nil)
    }

    @Test func aNamespaceThatIsDeletedInTheMiddleIsNoRecovery() async throws {
        let cluster = try FakeCluster.small()
        for kind in ["pods", "deployments", "horizontalpodautoscalers"] { try cluster.put("\(kind).cut") }
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        // A missing namespace gives empty lists, without a complaint.
        for kind in ["pods", "deployments", "horizontalpodautoscalers"] {
            try cluster.put("\(kind).list", cluster.list([]))
        }
        #expect(await FakeCluster.eventually { observation.timeline.ready.last?.count == 0 })
        observation.log.loadEnded()
        let timeline = observation.finish()
        #expect(timeline.recovery.missingBecause?.hasPrefix("only 0 replicas are ready") == true)
    }

    @Test func quietThatNobodyCouldHearIsNoRecovery() async throws {
        let cluster = try FakeCluster.small()
        var settings = FakeCluster.settings()
        // Nobody would have asked again in the time of this test.
        settings.livenessInterval = .seconds(600)
        settings.toleratedGap = .zero
        let observation = try await cluster.observe(settings)
        observation.log.loadBegan()
        observation.log.loadEnded()
        try cluster.put("frozen")
        let timeline = try await observation.settled(within: .seconds(1), quietFor: .zero)
        #expect(timeline.recovery.missingBecause?.contains("could not be seen") == true)
    }

    @Test func restIsWaitedForAndItsAbsenceSaid() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        try await observation.atRest(with: 2, within: .seconds(60))
        let error = await #expect(throws: ClusterError.self) {
            try await observation.atRest(with: 3, within: .zero)
        }
        #expect(error?.description == "deployment/web did not come to rest with 3 pods within 0 s: 2 ready, 2 wanted")
        observation.finish()
    }

    @Test func usageIsPolled() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("top", "web-1 100m 64Mi\nweb-2 300m 128Mi\n")
        let observation = try await cluster.observe()
        #expect(await FakeCluster.eventually { observation.timeline.usage.peakCPU.value != nil })
        let timeline = observation.finish()
        #expect(timeline.usage.peakCPU == .millicores(400))
        #expect(timeline.usage.peakMemory == .mebibytes(192))
        #expect(timeline.usage.peakMemoryOfAPod == .mebibytes(128))
        #expect(timeline.usage.pods.prefix(2).map(\.pod) == ["web-1", "web-2"])
        #expect(
            timeline.record.entries.contains {
                $0.text == "2 pods use cpu 400m, memory 192Mi: web-2 300m 128Mi, web-1 100m 64Mi"
            })
    }

    @Test func aMissingMetricsServerIsSaid() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        #expect(await FakeCluster.eventually { observation.timeline.gaps.contains { $0.source == .usage } })
        let timeline = observation.finish()
        #expect(
            timeline.gaps.first { $0.source == .usage }?.reason.hasPrefix("the metrics server does not answer") == true)
        #expect(!(timeline.usage.peakCPU < Quantity(100)))
    }

    @Test func aClockThatIsAheadIsNoticedAndCorrected() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("skew", "30")
        let observation = try await cluster.observe()
        let notes = observation.log.look { $0.entries }.filter { $0.subject == .note }.map(\.text)
        #expect(notes.contains { $0.hasPrefix("the cluster's clock is ") && $0.contains("ahead of this machine's") })
        let skew = observation.log.look { $0.skew }
        // The dates have whole seconds: half of one is the most the estimate may be off, plus the calls' own time.
        #expect(skew > .seconds(25) && skew < .seconds(35))
        observation.finish()
    }

    @Test func settlingWaitsForTheReplicasAndEndsTheObservation() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        observation.log.loadEnded()
        let timeline = try await observation.settled(within: .seconds(60), quietFor: .zero)
        #expect(timeline.recovery == .zero)
        #expect(await FakeCluster.eventually { observation.hasEnded })
    }

    @Test func settlingThatTakesTooLongLeavesTheRecoveryMissing() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        observation.log.loadBegan()
        let timeline = try await observation.settled(within: .milliseconds(100))
        #expect(timeline.recovery.missingBecause == ScalingTimeline.noEnd)
    }
}
