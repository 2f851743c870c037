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
                    second: $0.at.seconds, name: $0.metric.name, value: $0.reading?.text(heldTo: $0.metric),
                    target: $0.metric.targetText, asked: $0.asked)
            },
            gaps: timeline.gaps.map {
                .init(source: $0.source.rawValue, from: $0.from.seconds, to: $0.to?.seconds, reason: $0.reason)
            },
            usage: timeline.record.usage.map { usage(of: $0, zero: timeline.zero) },
            figures: figures(of: timeline),
            rows: TimelineText.figures(of: timeline).map { .init(name: $0.name, text: $0.text) },
            chart: TimelineChart.text(of: timeline).split(separator: "\n", omittingEmptySubsequences: false).map {
                String($0)
            },
            advice: timeline.record.verticalAutoscaler == nil ? nil : advice(of: timeline),
            keda: timeline.record.scaledObject == nil ? nil : keda(of: timeline))
    }

    /// The document's text.
    package static func text(of timeline: ScalingTimeline) throws -> String {
        String(decoding: try ResultsCoding.pretty().encode(document(of: timeline)), as: UTF8.self)
    }

    private static func pod(_ pod: PodLife) -> ScalingDocument.Pod {
        ScalingDocument.Pod(
            name: pod.name, node: pod.node, created: pod.created.seconds, scheduled: pod.scheduled?.seconds,
            ready: pod.ready?.seconds, terminating: pod.terminating?.seconds, gone: pod.gone?.seconds,
            trouble: pod.trouble, restarts: pod.restarts, relapses: pod.relapses, ended: pod.ended?.seconds,
            lastEnd: pod.lastEnd, limits: pod.limits.mapValues { amounts($0) })
    }

    private static func amounts(_ quantities: [String: Quantity]) -> [String: Double] {
        quantities.mapValues(\.value)
    }

    private static func usage(of record: UsageRecord, zero: WallTime) -> ScalingDocument.Usage {
        ScalingDocument.Usage(
            second: (record.at - zero).seconds, cpu: record.cpu.value, memory: record.memory.value,
            pods: record.pods.map { .init(pod: $0.pod, cpu: $0.cpu.value, memory: $0.memory.value) })
    }

    private static func advice(of timeline: ScalingTimeline) -> [ScalingDocument.Advice] {
        timeline.record.advice.flatMap { record in
            record.recommendations.map { recommendation in
                ScalingDocument.Advice(
                    second: (record.at - timeline.zero).seconds, container: recommendation.containerName,
                    target: amounts(recommendation.target), lower: recommendation.lowerBound.map { amounts($0) },
                    upper: recommendation.upperBound.map { amounts($0) })
            }
        }
    }

    private static func keda(of timeline: ScalingTimeline) -> [ScalingDocument.Keda] {
        timeline.record.keda.map { record in
            ScalingDocument.Keda(
                second: (record.at - timeline.zero).seconds, isActive: record.isActive, isPaused: record.isPaused,
                isFallback: record.isFallback, trouble: record.trouble)
        }
    }

    private static func figures(of timeline: ScalingTimeline) -> [String: ScalingDocument.Figure] {
        func seconds(_ figure: Figure<Duration>) -> ScalingDocument.Figure {
            .init(value: figure.value?.seconds, missing: figure.missingBecause)
        }
        func count(_ figure: Figure<Int>) -> ScalingDocument.Figure {
            .init(value: figure.value.map { Double($0) }, missing: figure.missingBecause)
        }
        func amount(_ figure: Figure<Quantity>) -> ScalingDocument.Figure {
            .init(value: figure.value?.value, missing: figure.missingBecause)
        }
        var figures: [String: ScalingDocument.Figure] = [
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
            "activation_s": seconds(timeline.activation), "peak_cpu_cores": amount(timeline.usage.peakCPU),
            "peak_memory_bytes": amount(timeline.usage.peakMemory),
            "peak_memory_of_a_pod_bytes": amount(timeline.usage.peakMemoryOfAPod),
        ]
        if timeline.record.scaledObject != nil {
            figures["keda_quiet_before_zero_s"] = seconds(timeline.keda.quietBeforeZero)
            figures["keda_paused_s"] = seconds(timeline.keda.paused)
            figures["keda_fallback_s"] = seconds(timeline.keda.onFallback)
        }
        if timeline.record.verticalAutoscaler != nil {
            figures["vpa_evictions"] = count(timeline.vertical.evictions)
            figures["vpa_peak_cpu_cores"] = amount(timeline.vertical.peakTarget("cpu"))
            figures["vpa_peak_memory_bytes"] = amount(timeline.vertical.peakTarget("memory"))
        }
        return figures
    }
}
