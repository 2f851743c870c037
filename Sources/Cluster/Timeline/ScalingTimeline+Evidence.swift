package import Measurement

extension ScalingTimeline {
    /// Says why a figure that needs some sources in a span of time can't be had; nil when it can.
    ///
    /// - Parameter tolerance: the longest gap that spoils nothing; nil for that of all figures.
    package func obstacle(
        _ sources: [ObservedSource], from begin: WallTime, through end: WallTime, tolerating tolerance: Duration? = nil
    ) -> String? {
        for source in sources {
            if let reason = record.refused[source] { return reason }
        }
        let spoiling = record.gaps.first { gap in
            sources.contains(gap.source) && gap.spoils(from: begin, through: end, tolerating: tolerance ?? toleratedGap)
        }
        guard let gap = spoiling else { return nil }
        let from = (gap.from - zero).clockText
        let to = gap.to.map { "to \(($0 - zero).clockText)" } ?? "on"
        return "\(gap.source.text) could not be seen from \(from) \(to): \(gap.reason)"
    }

    /// The sources the wanted replicas are known from.
    package var desiredSources: [ObservedSource] {
        // The autoscaler stamps its decisions; without it the workload's own specification shows them.
        record.refused[.autoscaler] == nil && !record.metrics.isEmpty ? [.workload, .autoscaler] : [.workload]
    }

    /// The sources the ready replicas are known from.
    package var readySources: [ObservedSource] {
        record.refused[.pods] == nil ? [.pods] : [.workload]
    }

    /// A time since another one as a figure, if the sources saw all of the span.
    package func elapsed(
        from begin: WallTime, to end: WallTime, needing sources: [ObservedSource], _ basis: String
    ) -> Figure<Duration> {
        if let obstacle = obstacle(sources, from: begin, through: end) { return Figure(missing: obstacle) }
        let time = max(.zero, end - begin)
        return Figure(time, text: time.brief, basis: basis)
    }

    /// Why nothing can be counted from the load's start.
    static let noLoad = "no load ran while the cluster was observed, so there is no time to count from"

    /// Why nothing can be counted from the load's end.
    static let noEnd = "the load had not ended when the timeline was taken, so there is no time to count from"

    /// What the autoscaler said of itself last, to explain why nothing happened; empty when there is nothing to say.
    package var explanation: String {
        if let object = record.scaledObject, object.isPaused {
            return "; ScaledObject \(object.metadata.name) is paused"
        }
        if let object = record.scaledObject, let held = object.held { return "; \(held) on \(object.metadata.name)" }
        if let trouble = record.scaledObject?.trouble { return "; the ScaledObject doesn't scale: \(trouble)" }
        if let reason = record.refused[.autoscaler] { return "; \(reason)" }
        guard let last = record.metrics.last else {
            return record.autoscaler == nil ? "; no HPA was observed" : "; the HPA has not looked at its metrics yet"
        }
        if let trouble = last.trouble { return "; the HPA doesn't scale: \(trouble)" }
        let held = record.autoscaler?.held.map { "; \($0)" } ?? ""
        return "; last read: \(last.text)\(held)"
    }
}

extension Duration {
    /// The duration as a time on the timeline: +00:14, -00:03, +1:02:07.
    package var clockText: String {
        let total = Int64(abs(seconds).rounded(.down))
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let hours = total / 3_600
        let text = "\(two(total / 60 % 60)):\(two(total % 60))"
        return (self < .zero && total > 0 ? "-" : "+") + (hours > 0 ? "\(hours):" : "") + text
    }
}
