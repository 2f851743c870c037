/// How a loop has kept up since its counters were last taken.
package struct LoopHealth: Sendable, Equatable {
    /// Rounds of the loop.
    package var turns: Int64 = 0
    /// Time spent on work, waiting for descriptors excluded.
    package var busyNs: Int64 = 0
    /// The longest round without looking at descriptors and timers: how long the worst event may have had to wait.
    package var longestTurnNs: Int64 = 0

    package init() {}

    mutating func turnEnded(afterNs duration: Int64) {
        turns += 1
        busyNs += duration
        if duration > longestTurnNs { longestTurnNs = duration }
    }
}
