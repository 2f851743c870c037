/// A named part of a run's time: from its start to the next phase's, or the end.
package struct LoadPhase: Sendable, Equatable {
    /// What figures and limits are asked by: `report.phase("sustained")`.
    package var name: String
    /// When it begins, after the start of the run.
    package var start: Duration
    /// Whether the figures leave it out, as they do a warm-up.
    package var isExcluded: Bool

    /// A phase from its parts.
    package init(name: String, start: Duration, isExcluded: Bool = false) {
        self.name = name
        self.start = start
        self.isExcluded = isExcluded
    }
}
