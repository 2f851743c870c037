import Measurement

/// A constant number of users that come in at a rate: the parameters of `LoadModel.users(_:spawning:for:)`.
package struct SteadyUsers: Sendable, Equatable {
    /// How many users there are in the end.
    package var count: Int
    /// How many come in a second; nil lets all in at once.
    package var spawnRate: Double?
    /// How long the run lasts, the coming in included.
    package var duration: Duration

    /// The stages: coming in, as far as the time allows, and staying.
    package var stages: [Stage] {
        guard let spawnRate, spawnRate > 0, spawnRate.isFinite else {
            return [.hold(at: Double(count), for: duration, named: "sustained")]
        }
        let ramp = LoadBounds.duration(seconds: Double(count) / spawnRate)
        guard ramp < duration else {
            let reached = (spawnRate * duration.seconds).rounded(.up)
            return [.ramp(to: min(reached, Double(count)), over: duration, named: "ramp-up")]
        }
        return [
            .ramp(to: Double(count), over: ramp, named: "ramp-up"),
            .hold(for: duration - ramp, named: "sustained"),
        ]
    }
}
