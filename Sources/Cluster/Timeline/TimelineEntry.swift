/// A line of the timeline: something that changed, and when.
package struct TimelineEntry: Sendable, Hashable {
    /// When it changed.
    package var at: WallTime
    /// What it concerns.
    package var subject: Subject
    /// What changed, as one line.
    package var text: String

    /// What a line concerns.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case workload, pod, autoscaler, keda, vpa, event, usage, endpoints, gap, note
    }
}
