internal import Foundation
internal import Measurement

/// The timeline as JSON: series, pods, decisions, metrics, gaps and figures, with units in the keys.
package struct TimelineDocument: Encodable, Sendable {
    private let timeline: ScalingTimeline

    /// Describes a timeline.
    package init(_ timeline: ScalingTimeline) {
        self.timeline = timeline
    }

    /// The document's text.
    package func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private struct Step: Encodable {
        var second: Double
        var count: Int
    }

    private struct PodEntry: Encodable {
        var name: String
        var node: String?
        var created_s: Double
        var scheduled_s: Double?
        var ready_s: Double?
        var terminating_s: Double?
        var gone_s: Double?
        var trouble: String?
        var restarts: Int
        var relapses: Int
    }

    private struct DecisionEntry: Encodable {
        var second: Double
        var from: Int?
        var to: Int
        var decider: String
        var reason: String
    }

    private struct MetricEntry: Encodable {
        var second: Double
        var name: String
        var value: String?
        var target: String
        var asked: Int?
    }

    private struct GapEntry: Encodable {
        var source: String
        var from_s: Double
        var to_s: Double?
        var reason: String
    }

    private struct UsageEntry: Encodable {
        var second: Double
        var cpu_cores: Double
        var memory_bytes: Double
    }

    /// A figure: its value, or why there is none.
    private struct FigureEntry: Encodable {
        var value: Double?
        var missing: String?
    }

    private enum CodingKeys: String, CodingKey {
        case zero_unix_ns, observed_s, load_s, desired, current, scheduled, ready, pods, decisions, metrics, gaps, usage
        case figures
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(timeline.zero.nanoseconds, forKey: .zero_unix_ns)
        try container.encode((timeline.until - timeline.zero).seconds, forKey: .observed_s)
        try container.encodeIfPresent(timeline.load?.end.map { ($0 - timeline.zero).seconds }, forKey: .load_s)
        for (key, steps) in [
            (CodingKeys.desired, timeline.desired), (.current, timeline.current), (.scheduled, timeline.scheduled),
            (.ready, timeline.ready),
        ] {
            try container.encode(steps.map { Step(second: $0.at.seconds, count: $0.count) }, forKey: key)
        }
        try container.encode(timeline.pods.map(Self.entry), forKey: .pods)
        try container.encode(
            timeline.decisions.map {
                DecisionEntry(
                    second: $0.at.seconds, from: $0.from, to: $0.to, decider: $0.decider.rawValue, reason: $0.reason)
            }, forKey: .decisions)
        try container.encode(
            timeline.metrics.map {
                MetricEntry(
                    second: $0.at.seconds, name: $0.metric.name, value: $0.reading?.text, target: $0.metric.targetText,
                    asked: $0.asked)
            }, forKey: .metrics)
        try container.encode(
            timeline.gaps.map {
                GapEntry(source: $0.source.rawValue, from_s: $0.from.seconds, to_s: $0.to?.seconds, reason: $0.reason)
            }, forKey: .gaps)
        try container.encode(
            timeline.usage.totals.map {
                UsageEntry(second: $0.at.seconds, cpu_cores: $0.cpu.value, memory_bytes: $0.memory.value)
            }, forKey: .usage)
        try container.encode(figures, forKey: .figures)
    }

    private static func entry(_ pod: PodLife) -> PodEntry {
        PodEntry(
            name: pod.name, node: pod.node, created_s: pod.created.seconds, scheduled_s: pod.scheduled?.seconds,
            ready_s: pod.ready?.seconds, terminating_s: pod.terminating?.seconds, gone_s: pod.gone?.seconds,
            trouble: pod.trouble, restarts: pod.restarts, relapses: pod.relapses)
    }

    private var figures: [String: FigureEntry] {
        func seconds(_ figure: Figure<Duration>) -> FigureEntry {
            FigureEntry(value: figure.value?.seconds, missing: figure.missingBecause)
        }
        func count(_ figure: Figure<Int>) -> FigureEntry {
            FigureEntry(value: figure.value.map { Double($0) }, missing: figure.missingBecause)
        }
        return [
            "peak_ready": count(timeline.peakReady), "peak_desired": count(timeline.peakDesired),
            "baseline": count(timeline.baseline), "overshoot": count(timeline.overshoot),
            "flaps": count(timeline.flaps),
            "shortfall": count(timeline.shortfall), "time_short_s": seconds(timeline.timeShort),
            "scale_up_decision_s": seconds(timeline.scaleUp.decision),
            "scale_up_desired_s": seconds(timeline.scaleUp.desired),
            "scale_up_scheduled_s": seconds(timeline.scaleUp.scheduled),
            "scale_up_ready_s": seconds(timeline.scaleUp.ready),
            "first_served_s": seconds(timeline.scaleUp.firstServed),
            "scale_down_start_s": seconds(timeline.scaleDown.start),
            "scale_down_duration_s": seconds(timeline.scaleDown.duration),
            "scale_down_stabilisation_s": seconds(timeline.scaleDown.stabilisation),
            "recovery_s": seconds(timeline.recovery), "scale_to_zero_s": seconds(timeline.scaleToZero),
            "activation_s": seconds(timeline.activation),
        ]
    }
}
