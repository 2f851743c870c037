internal import Measurement

/// Decides what a watch does next: list, watch on, pause, or give up, and what of it belongs on the timeline.
///
/// Pure: events in the past tense go in, a step and the changes to record come out. kubectl doesn't reconnect by itself,
/// and a watch that ends says nothing of why; so every end is followed by a list, and only a list proves sight.
package struct WatchPlan: Sendable {
    /// What is watched.
    package let source: ObservedSource
    /// When the source was last known to be seen.
    package private(set) var lastSeen: WallTime
    private var failures = 0
    private var briefWatches = 0
    private var hasListed = false

    /// What to do next.
    package enum Step: Sendable, Equatable {
        /// List the objects.
        case list
        /// Watch from a version on.
        case watch(from: String)
        /// Do nothing for a while, then list.
        case pause(Duration)
        /// Give up.
        case end
    }

    /// A step, with what to record before it is taken.
    package typealias Decision = (step: Step, changes: [ObservedChange])

    /// Plans a watch of a source that hasn't been seen before a time.
    package init(_ source: ObservedSource, began: WallTime) {
        self.source = source
        lastSeen = began
    }

    /// A list came.
    package mutating func listed(version: String, at time: WallTime) -> Decision {
        var changes: [ObservedChange] = []
        if hasListed, failures == 0, time - lastSeen > .seconds(1) {
            let reason = "the watch ended and had to begin again"
            changes.append(.blinded(source, since: lastSeen, reason: reason))
        }
        changes.append(.sighted(source))
        hasListed = true
        failures = 0
        lastSeen = time
        return (.watch(from: version), changes)
    }

    /// A list failed.
    package mutating func listFailed(_ error: ClusterError, at time: WallTime) -> Decision {
        failures += 1
        guard error.isPassing || (hasListed && error.code != .forbidden) else {
            return (.end, [.refused(source, reason: error.description)])
        }
        let pauses: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(5)]
        let pause = pauses[min(failures, pauses.count) - 1]
        return (.pause(pause), [.blinded(source, since: lastSeen, reason: error.description)])
    }

    /// The watch, or another sign of life, showed that the source is seen.
    package mutating func heard(at time: WallTime) {
        lastSeen = max(lastSeen, time)
        briefWatches = 0
    }

    /// The watch ended: it was cut, its time was over, its version was too old, or its server was gone.
    package mutating func watchEnded(after lasted: Duration, heardSomething: Bool, at time: WallTime) -> Decision {
        if heardSomething || lasted > .seconds(2) {
            briefWatches = 0
            return (.list, [])
        }
        // A watch that ends at once, again and again, must not become a busy loop.
        briefWatches += 1
        return briefWatches < 3 ? (.list, []) : (.pause(.seconds(1)), [])
    }
}
