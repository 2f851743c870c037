internal import Measurement

/// Writes the timeline as text.
package enum TimelineText {
    /// The figures, a line each; those that nothing can be said of are left out of a quiet timeline.
    package static func summary(of timeline: ScalingTimeline) -> String {
        figures(of: timeline).map { name, text in
            name + String(repeating: " ", count: max(1, 22 - name.count)) + text
        }.joined(separator: "\n")
    }

    /// The changes, a line each with its time on the timeline's clock, in the order of time.
    ///
    /// - Parameter subjects: the kinds of lines wanted.
    package static func changes(
        of timeline: ScalingTimeline, subjects: Set<TimelineEntry.Subject> = Set(TimelineEntry.Subject.allCases)
    ) -> String {
        timeline.record.entries.filter { subjects.contains($0.subject) }.sorted { $0.at < $1.at }
            .map { line($0, zero: timeline.zero) }.joined(separator: "\n")
    }

    /// A change as a line: its time since zero, what it concerns, what changed.
    package static func line(_ entry: TimelineEntry, zero: WallTime) -> String {
        let time = (entry.at - zero).clockText
        let subject = entry.subject.rawValue
        return "\(time)  \(subject)" + String(repeating: " ", count: max(1, 12 - subject.count)) + entry.text
    }

    /// The figures by name, those without meaning for this timeline left out.
    package static func figures(of timeline: ScalingTimeline) -> [(name: String, text: String)] {
        var rows: [(String, String)] = [
            ("peak ready", "\(timeline.peakReady)"), ("peak desired", "\(timeline.peakDesired)"),
        ]
        if timeline.load != nil {
            rows += [
                ("baseline", "\(timeline.baseline)"),
                ("scale-up: decision", "\(timeline.scaleUp.decision)"),
                ("scale-up: desired", "\(timeline.scaleUp.desired)"),
                ("scale-up: scheduled", "\(timeline.scaleUp.scheduled)"),
                ("scale-up: ready", "\(timeline.scaleUp.ready)"),
                ("overshoot", "\(timeline.overshoot)"), ("flaps", "\(timeline.flaps)"),
                ("shortfall", "\(timeline.shortfall)"),
            ]
            if timeline.spread != nil {
                rows += [("first served", "\(timeline.scaleUp.firstServed)"), ("imbalance", "\(timeline.imbalance)")]
            }
            if timeline.load?.end != nil {
                rows += [
                    ("scale-down: start", "\(timeline.scaleDown.start)"),
                    ("scale-down: duration", "\(timeline.scaleDown.duration)"), ("recovery", "\(timeline.recovery)"),
                ]
            }
        }
        if timeline.record.scaledObject != nil, timeline.load != nil {
            rows += [("activation", "\(timeline.activation)")]
            if timeline.load?.end != nil { rows += [("scale to zero", "\(timeline.scaleToZero)")] }
            rows += [("quiet before zero", "\(timeline.keda.quietBeforeZero)")]
        }
        if timeline.record.verticalAutoscaler != nil {
            rows += [
                ("vpa: peak cpu", "\(timeline.vertical.peakTarget("cpu"))"),
                ("vpa: peak memory", "\(timeline.vertical.peakTarget("memory"))"),
                ("vpa: evictions", "\(timeline.vertical.evictions)"),
            ]
        }
        if !timeline.record.usage.isEmpty {
            rows += [("peak cpu", "\(timeline.usage.peakCPU)"), ("peak memory", "\(timeline.usage.peakMemory)")]
        }
        rows += timeline.idlePods().map { ("idle pod", "\($0)") }
        rows += gaps(of: timeline)
        return rows
    }
    /// A line for each gap; sources that couldn't be seen at the same time for the same reason share one.
    private static func gaps(of timeline: ScalingTimeline) -> [(String, String)] {
        var lines: [(span: String, reason: String, sources: [String])] = []
        for gap in timeline.gaps {
            let span = "from \(gap.from.clockText) \(gap.to.map { "to \($0.clockText)" } ?? "on")"
            if let index = lines.firstIndex(where: { $0.span == span && $0.reason == gap.reason }) {
                lines[index].sources.append(gap.source.text)
            } else {
                lines.append((span, gap.reason, [gap.source.text]))
            }
        }
        return lines.map { ("gap", "\($0.sources.joined(separator: ", ")) \($0.span): \($0.reason)") }
    }
}
