/// Where a phase of a run begins; it lasts until the next one begins.
package struct PhaseMark: Sendable, Hashable {
    /// The phase's name: `warm-up`, `sustained`.
    package var name: String
    /// When it begins, from the run's start.
    package var start: Duration
    /// Whether its samples are kept out of the figures, as a warm-up's are.
    package var excluded: Bool

    /// Creates a mark.
    package init(name: String, start: Duration = .zero, excluded: Bool = false) {
        self.name = name
        self.start = start
        self.excluded = excluded
    }

    /// When it begins, in nanoseconds from the run's start.
    package var startNs: Int64 { start.nanoseconds }

    /// A run of one phase that has no name of its own.
    package static let whole = PhaseMark(name: "load")
}
