/// One launch of one build under load: a reading for each metric.
package struct Repetition: Sendable, Equatable {
    /// The readings, by metric.
    package var readings: [Metric: Reading]

    /// Why the repetition may not be judged; empty for a valid one.
    package var faults: [String]

    /// What kept the generator from its schedule; nothing where its machine let it keep it.
    package var disturbance: Disturbance?

    /// Creates a repetition from its readings.
    package init(readings: [Metric: Reading], faults: [String] = []) {
        self.readings = readings
        self.faults = faults
    }
}
