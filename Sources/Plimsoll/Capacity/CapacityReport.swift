public import Load
public import Measurement

/// What a search for capacity found: the highest level that met the limits, and the curve of every level tried.
public struct CapacityReport: Sendable, CustomStringConvertible {
    /// A level that was tried.
    public struct Step: Sendable {
        /// The users or arrivals a second.
        public let level: Double
        /// The figures at that level.
        public let report: RunReport
        /// The limits that it broke, in words; empty when it met all.
        public let broken: [String]

        /// Whether it met the limits.
        public var isMet: Bool { broken.isEmpty }
    }

    /// What was raised.
    public let quantity: CapacitySearch.Quantity
    /// The levels tried, in the order of the search.
    public let steps: [Step]
    /// The highest level that met the limits; missing when none did.
    public let highest: Figure<Double>

    /// The curve as lines, from the lowest level to the highest.
    public var description: String {
        let unit = quantity == .users ? "users" : "/s"
        let lines = steps.sorted { $0.level < $1.level }.map { step in
            "  \(step.isMet ? "✓" : "✗") \(LoadNumber.words(step.level)) \(unit): "
                + "p95 \(step.report.p95), \(step.report.throughput)"
                + (step.isMet ? "" : " – " + step.broken.joined(separator: "; "))
        }
        return (["capacity: \(highest)"] + lines).joined(separator: "\n")
    }
}
