/// A span of time in which a source could not be seen.
public struct ClusterGap: Sendable, Hashable {
    /// What could not be seen.
    public var source: ObservedSource
    /// When it was last known to be seen, since the timeline's zero.
    public var from: Duration
    /// When it could be seen again; nil when it never was.
    public var to: Duration?
    /// Why, as part of a sentence.
    public var reason: String
}

/// A gap on the calendar clock, while the timeline is being made.
package struct GapRecord: Sendable, Hashable {
    /// What could not be seen.
    package var source: ObservedSource
    /// When it was last known to be seen.
    package var from: WallTime
    /// When it could be seen again; nil while it can't.
    package var to: WallTime?
    /// Why, as part of a sentence.
    package var reason: String

    /// Whether a figure that needs the source in a span of time has to do without it.
    ///
    /// A short gap is forgiven: the cluster stamps its changes itself, and the state on both sides of the gap is known.
    package func spoils(from begin: WallTime, through end: WallTime, tolerating tolerance: Duration) -> Bool {
        let close = to ?? end
        return from < end && close > begin && (close - from) > tolerance
    }
}
