internal import Foundation
internal import Measurement
package import Results

/// The timeline as a document: series, pods, decisions, metrics, gaps and figures.
package enum TimelineDocument {
    /// The document of a timeline.
    package static func document(of timeline: ScalingTimeline) -> ScalingDocument {
        func steps(_ steps: [ReplicaStep]) -> [ScalingDocument.Step] {
            steps.map { .init(second: $0.at.seconds, count: $0.count) }
        }
        return ScalingDocument(
            zero: timeline.zero.nanoseconds, observed: (timeline.until - timeline.zero).seconds,
            load: timeline.load?.end.map { ($0 - timeline.zero).seconds },
            desired: steps(timeline.desired), current: steps(timeline.current), scheduled: steps(timeline.scheduled),
            ready: steps(timeline.ready), pods: timeline.pods.map(pod),
            decisions: timeline.decisions.map {
                .init(second: $0.at.seconds, from: $0.from, to: $0.to, decider: $0.decider.rawValue, reason: $0.reason)
            },
            metrics: timeline.metrics.map {
                .init(
                    second: $0.at.seconds, name: $0.metric.name, value: $0.reading?.text, target: $0.metric.targetText,
                    asked: $0.asked)
            },
            gaps: timeline.gaps.map {
                .init(source: $0.source.rawValue, from: $0.from.seconds, to: $0.to?.seconds, reason: $0.reason)
            },
            usage: timeline.usage.totals.map {
                .init(second: $0.at.seconds, cpu: $0.cpu.value, memory: $0.memory.value)
            },
            figures: figures(of: timeline),
            rows: TimelineText.figures(of: timeline).map { .init(name: $0.name, text: $0.text) },
            chart: TimelineChart.text(of: timeline).split(separator: "\n", omittingEmptySubsequences: false).map {
                String($0)
            })
    }

    /// The document's text.
    package static func text(of timeline: ScalingTimeline) throws -> String {
        String(decoding: try ResultsCoding.pretty().encode(document(of: timeline)), as: UTF8.self)
    }

    private static func pod(_ pod: PodLife) -> ScalingDocument.Pod {
        ScalingDocument.Pod(
            name: pod.name, node: pod.node, created: pod.created.seconds, scheduled: pod.scheduled?.seconds,
            ready: pod.ready?.seconds, terminating: pod.terminating?.seconds, gone: pod.gone?.seconds,
            trouble: pod.trouble, restarts: pod.restarts, relapses: pod.relapses)
    }

    private static func figures(of timeline: ScalingTimeline) -> [String: ScalingDocument.Figure] {
        func seconds(_ figure: Figure<Duration>) -> ScalingDocument.Figure {
            .init(value: figure.value?.seconds, missing: figure.missingBecause)
        }
        func count(_ figure: Figure<Int>) -> ScalingDocument.Figure {
            .init(value: figure.value.map { Double($0) }, missing: figure.missingBecause)
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
