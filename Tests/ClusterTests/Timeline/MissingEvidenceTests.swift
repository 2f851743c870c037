import Foundation
import Measurement
import Testing

@testable import Cluster

/// What isn't known makes no figure, however good it would look.
@Suite struct MissingEvidenceTests {
    static func usage(_ pods: [String], memory: Double = 64) -> ObservedChange {
        .usage(pods.map { PodUsage(pod: $0, cpu: .millicores(100), memory: .mebibytes(memory)) })
    }

    /// Two ready pods, of which only the first is measured every 15 s.
    static var halfMeasured: Story {
        var story = Story()
        story.learn(.pod(Story.pod("web-1", created: -600, ready: -590)), at: -59)
        story.learn(.pod(Story.pod("web-2", created: -600, ready: -590)), at: -59)
        for time in stride(from: 0.0, through: 120, by: 15) { story.learn(usage(["web-1"]), at: time) }
        return story
    }

    @Test func aPodThatIsNeverMeasuredLeavesThePeakUnknown() {
        let timeline = Self.halfMeasured.timeline(loadEnd: 120, until: 120)
        #expect(!(timeline.usage.peakMemoryOfAPod < .gibibytes(1)))
        #expect(
            timeline.usage.peakMemoryOfAPod.missingBecause
                == "kubectl top never told what web-2 used, which was ready for long")
        var story = Self.halfMeasured
        story.learn(Self.usage(["web-1", "web-2"], memory: 80), at: 121)
        #expect(story.timeline(loadEnd: 120, until: 125).usage.peakMemoryOfAPod == .mebibytes(80))
    }

    @Test func aMinuteWithoutAnyReadingLeavesThePeakUnknown() {
        for (end, isKnown) in [(60.0, true), (95, false)] {
            var story = Story()
            story.learn(Self.usage(["web-1"]), at: 5)
            story.learn(.blinded(.usage, since: Story.at(5), reason: "the metrics server does not answer"), at: 20)
            story.learn(Self.usage(["web-1"]), at: end)
            story.learn(.sighted(.usage), at: end)
            let peak = story.timeline(loadEnd: 120, until: 120).usage.peakMemory
            #expect((peak.value != nil) == isKnown)
            #expect(isKnown || peak.missingBecause?.hasSuffix("the metrics server does not answer") == true)
        }
    }

    @Test func aMissingPeakSaysWhatKubectlComplainedOf() {
        var story = Story()
        story.learn(.blinded(.usage, since: Story.at(0), reason: "Metrics API not available"), at: 1)
        #expect(
            story.timeline(loadEnd: 60, until: 60).usage.peakCPU.missingBecause
                == "kubectl top has not told any pod's usage yet: Metrics API not available")
    }

    @Test func theDocumentHoldsWhatEachPodUsed() throws {
        let text = try TimelineDocument.text(of: Self.halfMeasured.timeline(loadEnd: 120, until: 120))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let usage = try #require(document["usage"] as? [[String: Any]])
        let pod = try #require((usage.first?["pods"] as? [[String: Any]])?.first)
        #expect(usage.count == 9)
        #expect(pod["pod"] as? String == "web-1")
        #expect(pod["cpu_cores"] as? Double == 0.1)
        #expect(pod["memory_bytes"] as? Double == 67_108_864)
        #expect(document["keda"] == nil && document["advice"] == nil)
    }

    @Test func theDocumentHoldsWhatTheVPARecommendedAndWhatKEDASaid() throws {
        var story = KEDATimelineTests.fromZeroToZero
        for object in try Recording(name: "watch-vpa.json").objects(VerticalAutoscaler.self, named: "web") {
            story.learn(.verticalAutoscaler(object), at: 60)
        }
        let timeline = story.timeline(loadEnd: 58, until: 120)
        let text = try TimelineDocument.text(of: timeline)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let advice = try #require((document["advice"] as? [[String: Any]])?.last)
        #expect(advice["container"] as? String == "app")
        #expect((advice["target"] as? [String: Any])?["memory"] as? Double == 262_144_000)
        #expect((advice["upper"] as? [String: Any])?["memory"] as? Double == 208_857_842_228)
        let keda = try #require(document["keda"] as? [[String: Any]])
        #expect(keda.compactMap { $0["active"] as? Bool } == [false, true, true, false])
        let bounds = timeline.vertical.recommendations("memory", container: "app")
        #expect(bounds.map(\.upper?.value) == [1e14, 208_857_842_228])
        let rows = TimelineText.figures(of: timeline).map(\.name)
        #expect(Set(["activation", "scale to zero", "quiet before zero", "vpa: peak memory"]).isSubset(of: rows))
    }

    @Test func whatTheScaledObjectDeclaresStandsBesideWhatWasSeen() throws {
        var builder = TimelineBuilder(began: Story.zero)
        builder.observed(
            .scaledObject(try Recording(name: "scaledobject-active.json").object(ScaledObject.self)), at: Story.at(1))
        let keda = ScalingTimeline(builder, load: nil, until: Story.at(2)).keda
        #expect(keda.cooldown == .seconds(30))
        #expect(keda.pollingInterval == .seconds(5))
        #expect(keda.threshold == Quantity(5))
        #expect(keda.activationThreshold == Quantity(0))
        let none = ScalingTimeline(TimelineBuilder(began: Story.zero), load: nil, until: Story.at(2)).keda
        #expect(none.threshold.missingBecause == "no ScaledObject was observed")
    }

    @Test func aPauseInOneDirectionIsTheReasonThatNothingScaledInIt() {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        var object = Story.scaledObject(active: true, paused: true)
        object.metadata.annotations = ["autoscaling.keda.sh/paused-scale-out": "true"]
        story.learn(.scaledObject(object), at: -59)
        let timeline = story.timeline(loadEnd: 60, until: 60)
        #expect(timeline.keda.paused == .zero)
        #expect(
            timeline.scaleUp.decision.missingBecause?.hasSuffix("; scaling out is paused on worker") == true)
        #expect(story.builder.entries.contains { $0.text == "scaling out is paused on worker" })
    }

    @Test func requestsThatFailFastKeepNoLimit() {
        var timeline = Story.upAndDown.timeline(loadEnd: 60, until: 420)
        func seconds(failing: Range<Int>, until end: Int = 60) -> [LatencyPoint] {
            (0..<end).map { second in
                LatencyPoint(
                    at: .seconds(second), p95: .milliseconds(2), requests: 100,
                    failures: failing.contains(second) ? 6 : 5)
            }
        }
        timeline.latency = seconds(failing: 10..<20)
        #expect(timeline.scaleUp.limitRestored(p95: .seconds(1)) == .seconds(20))
        timeline.latency = seconds(failing: 10..<60)
        #expect(
            timeline.scaleUp.limitRestored(p95: .seconds(1)).missingBecause
                == "6 of 100 requests still failed at +00:59")
        // Nobody was answered any more.
        timeline.latency = seconds(failing: 0..<0, until: 30)
        #expect(
            timeline.scaleUp.limitRestored(p95: .seconds(1)).missingBecause
                == "no request ended in the last 30 s of the load")
    }

    @Test func anEventIsItsMakersWordForAChangeThatNobodyElseTold() throws {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(.autoscaler(Story.autoscaler(current: 2, desired: 2, cpu: 30)), at: -59)
        story.learn(.workload(Story.workload(wanted: 4, ready: 2)), at: 12.4)
        #expect(story.timeline(loadEnd: 60, until: 60).decisions.map(\.decider) == [.other])
        story.learn(
            .event(
                ClusterEvent(
                    metadata: Story.metadata("web-hpa.1"), reason: "SuccessfulRescale",
                    message: "(combined from similar events): New size: 4; reason: cpu above target", isWarning: false,
                    kind: "HorizontalPodAutoscaler", name: "web-hpa", time: Story.at(12), count: 1)), at: 13)
        let decision = try #require(story.timeline(loadEnd: 60, until: 60).decisions.first)
        #expect(decision.decider == .autoscaler)
        #expect(decision.reason == "cpu above target")
    }

    @Test(arguments: [
        ("web-657449c4b6-lpppp", true), ("web-0", true), ("web-12", true), ("web-admin-657449c4b6-lpppp", false),
        ("webby-657449c4b6-lpppp", false), ("web-admin", false),
    ])
    func aPodsEventIsOursByItsName(name: String, isOurs: Bool) {
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 2, ready: 2)), at: -59)
        story.learn(
            .event(
                ClusterEvent(
                    metadata: Story.metadata(name + ".1"), reason: "EvictedByVPA", message: "evicted", isWarning: false,
                    kind: "Pod", name: name, time: Story.at(12), count: 1)), at: 13)
        #expect(story.timeline(loadEnd: 60, until: 60).vertical.evictions == (isOurs ? 1 : 0))
    }

    /// As controllers that use events.k8s.io/v1 write them, read back as core/v1 and in their own form.
    @Test(arguments: [
        #""involvedObject":{"kind":"ScaledObject","name":"worker"},"message":"Scaled","lastTimestamp":null,"firstTimestamp":null,"eventTime":"2026-01-01T12:00:10.000000Z","series":{"count":3,"lastObservedTime":"2026-01-01T12:05:00.250000Z"}"#,
        #""regarding":{"kind":"ScaledObject","name":"worker"},"note":"Scaled","eventTime":"2026-01-01T12:00:10.000000Z","deprecatedLastTimestamp":null,"series":{"count":3,"lastObservedTime":"2026-01-01T12:05:00.250000Z"}"#,
    ])
    func aSeriesOfEventsIsTimedByItsLast(fields: String) throws {
        let json = #"{"metadata":{"name":"e","creationTimestamp":null},"reason":"KEDAScaleTargetActivated",\#(fields)}"#
        let event = try JSONDecoder().decode(ClusterEvent.self, from: Data(json.utf8))
        #expect(event.time == WallTime("2026-01-01T12:05:00.25Z"))
        #expect(event.count == 3)
        #expect(event.kind == "ScaledObject" && event.name == "worker" && event.message == "Scaled")
    }
}
