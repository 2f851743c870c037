/// What shared machines do to a measurement, on the log scale.
package struct NoiseModel: Sendable, Equatable {
    /// The standard deviation between jobs: which machine, which neighbours. Both sides of a block share it.
    package var job: Double

    /// The standard deviation between launches of the same build: memory layout, warm-up, placement.
    package var launch: Double

    /// The standard deviation of the slow drift of a machine, an Ornstein-Uhlenbeck process.
    package var drift: Double

    /// The time the drift takes to forget, in seconds.
    package var driftTime = 300.0

    /// The standard deviation of the noise from second to second, an AR(1) process.
    package var second: Double

    /// The correlation of that noise from one second to the next.
    package var secondCorrelation = 0.8

    /// Stalls a second, a Poisson process; each takes 50 to 300 ms.
    package var stallsPerSecond: Double

    /// Bursts of errors a second, on either side alike; each goes on for three seconds on average.
    package var errorBurstsPerSecond = 1.0 / 2000

    /// What the machine does beside.
    package var pattern = NoisePattern.usual

    /// How many times as much a 99th percentile reacts to all of this as a median.
    package var tailFactor = 2.4

    /// Returns the model of a machine pool by its noise from job to job; what is quicker grows with it.
    ///
    /// 2 % is a quiet dedicated runner, 5 % a usual shared one, 10 % a bad one.
    package static func pool(job: Double) -> NoiseModel {
        // Launch noise goes from 0.5 % to 2 %, per-second noise from 2 % to 3.5 %, stalls from one in 300 s to one in 60 s.
        // Held against measurements: the p99w of a pair of launches then differs by 6 % to 11 %.
        let grade = min(1, max(0, (job - 0.02) / 0.08))
        return NoiseModel(
            job: job, launch: 0.005 + 0.015 * grade, drift: job, second: 0.02 + 0.015 * grade,
            stallsPerSecond: 1.0 / 300 + grade * (1.0 / 60 - 1.0 / 300))
    }

    /// Values that are assumed in place of the pool's, so that anyone can see what the error rates rest on.
    package struct Assumptions: Sendable, Equatable {
        /// In place of the deviation between launches.
        package var launch: Double?
        /// In place of the deviation of the drift.
        package var drift: Double?
        /// In place of the deviation from second to second.
        package var second: Double?
        /// In place of the stalls a second.
        package var stallsPerSecond: Double?
        /// In place of how much more a 99th percentile reacts than a median.
        package var tailFactor: Double?
        /// What the machine does beside.
        package var pattern = NoisePattern.usual

        /// Assumes nothing else.
        package init() {}
    }

    /// Returns the model with what is assumed in place of its own values.
    func assuming(_ assumptions: Assumptions) -> NoiseModel {
        var model = self
        model.launch = assumptions.launch ?? launch
        model.drift = assumptions.drift ?? drift
        model.second = assumptions.second ?? second
        model.stallsPerSecond = assumptions.stallsPerSecond ?? stallsPerSecond
        model.tailFactor = assumptions.tailFactor ?? tailFactor
        model.pattern = assumptions.pattern
        if model.pattern == .stalls { model.stallsPerSecond *= 10 }
        return model
    }

    /// The assumed values in a line.
    package var summary: String {
        let stalls =
            stallsPerSecond > 0
            ? "a stall of 50 to 300 ms every \(Int((1 / stallsPerSecond).rounded())) s" : "no stalls"
        return "launch \(Percent.plain(launch)), drift \(Percent.plain(drift)) over \(Int(driftTime)) s, "
            + "second to second \(Percent.plain(second)) (AR \(secondCorrelation)), \(stalls), p99 × \(tailFactor), "
            + "an error burst every \(Int((1 / errorBurstsPerSecond).rounded())) s"
            + (pattern.summary.map { "; \($0)" } ?? "")
    }
}
