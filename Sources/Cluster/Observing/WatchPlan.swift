internal import Measurement

/// Decides what a watch does next: list, watch on, pause, or give up, and what of it belongs on the timeline.
///
/// Pure: events in the past tense go in, a step and the changes to record come out. kubectl doesn't reconnect by itself,
/// and a watch that ends says nothing of why; so every end is followed by a list, and only a list proves sight. A list
/// that shows what the watch had shown proves that nothing was missed, however long the watch had been silent; one that
/// shows something else leaves a gap from the last sign of life on.
package struct WatchPlan: Sendable {
    /// What is watched.
    package let source: ObservedSource
    /// When the source was last known to be seen.
    package private(set) var lastSeen: WallTime
    private var failures = 0
    private var briefWatches = 0
    private var hasListed = false
    private var hasWatched = false
    private var refusedLists = 0
    private var refusedWatches = 0

    /// How long the API server is asked to keep a watch open.
    package static let watchTime = Duration.seconds(1800)

    /// How often in a row one who was let in before may be refused: an API server that has just started doesn't know its
    /// roles yet.
    private static let refusalsBorne = 5

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
    ///
    /// - Parameter isNews: whether it shows anything else than what had been seen before it.
    package mutating func listed(version: String, isNews: Bool, at time: WallTime) -> Decision {
        var changes: [ObservedChange] = []
        if hasListed, failures == 0, isNews, time - lastSeen > .seconds(1) {
            let reason = "the watch ended and had to begin again"
            changes.append(.blinded(source, since: lastSeen, reason: reason))
        }
        changes.append(.sighted(source))
        hasListed = true
        failures = 0
        refusedLists = 0
        lastSeen = time
        return (.watch(from: version), changes)
    }

    /// A list failed.
    package mutating func listFailed(_ error: ClusterError, at time: WallTime) -> Decision {
        failures += 1
        if error.code == .forbidden { refusedLists += 1 }
        guard error.isPassing || (hasListed && refusedLists <= Self.refusalsBorne) else {
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
        refusedWatches = 0
        hasWatched = true
    }

    /// The watch was refused: whoever may list and not watch would see half of what happens.
    package mutating func watchRefused(_ error: ClusterError) -> Decision {
        refusedWatches += 1
        guard hasWatched, refusedWatches <= Self.refusalsBorne else {
            return (.end, [.refused(source, reason: error.description)])
        }
        return (.pause(.seconds(2)), [.blinded(source, since: lastSeen, reason: error.description)])
    }

    /// The watch ended: it was cut, its time was over, its version was too old, or its server was gone.
    package mutating func watchEnded(after lasted: Duration, heardSomething: Bool, at time: WallTime) -> Decision {
        // The server ended it when it was asked to, and had said everything until then.
        if lasted >= Self.watchTime - .seconds(1) { lastSeen = max(lastSeen, time) }
        if heardSomething || lasted > .seconds(2) {
            (briefWatches, refusedWatches, hasWatched) = (0, 0, true)
            return (.list, [])
        }
        // A watch that ends at once, again and again, must not become a busy loop.
        briefWatches += 1
        return briefWatches < 3 ? (.list, []) : (.pause(.seconds(1)), [])
    }
}
