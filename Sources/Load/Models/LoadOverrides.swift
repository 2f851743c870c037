import Measurement

/// What an environment or a command line changes in a load: the level, its length, its pace.
package struct LoadOverrides: Sendable, Equatable {
    /// The number of users, or the highest of the stages.
    package var users: Int?
    /// The arrivals a second, or the highest of the stages.
    package var arrivalsPerSecond: Double?
    /// How many users come in a second.
    package var spawnRate: Double?
    /// How long the run lasts.
    package var duration: Duration?
    /// How many times as long everything takes.
    package var scale: Double?

    /// No changes unless given.
    package init(
        users: Int? = nil, arrivalsPerSecond: Double? = nil, spawnRate: Double? = nil, duration: Duration? = nil,
        scale: Double? = nil
    ) {
        self.users = users
        self.arrivalsPerSecond = arrivalsPerSecond
        self.spawnRate = spawnRate
        self.duration = duration
        self.scale = scale
    }
}

extension LoadModel {
    /// The load with changes applied: levels first, then the length, then the scale.
    ///
    /// A change that means nothing to this load (users for arrivals, a spawn rate for stages) is left out; `notices(of:)` says so.
    package func applying(_ overrides: LoadOverrides) -> LoadModel {
        var copy = self
        if var steady {
            steady.count = overrides.users ?? steady.count
            steady.spawnRate = overrides.spawnRate ?? steady.spawnRate
            steady.duration = overrides.duration ?? steady.duration
            copy.steady = steady
            copy.shape = .users(UserPlan(Profile(stages: steady.stages)))
        } else {
            copy.shape = shape.applying(overrides)
        }
        if overrides.duration != nil { copy.goesOnUntilStopped = false }
        return overrides.scale.map { copy.scaled(time: $0) } ?? copy
    }
}

extension LoadModel.Shape {
    fileprivate func applying(_ overrides: LoadOverrides) -> LoadModel.Shape {
        switch self {
        case .users(let plan):
            return .users(UserPlan(plan.profile.applying(peak: overrides.users.map(Double.init), overrides.duration)))
        case .arrivals(let profile, let count):
            let changed = profile.applying(peak: overrides.arrivalsPerSecond, overrides.duration)
            // A fixed number lasts as long as its rate says, unless a duration is asked for: then the time rules.
            return count == nil || overrides.duration != nil
                ? .arrivals(changed, count: nil)
                : LoadModel.arrivals(count!, perSecond: changed.peak).shape
        case .iterations(let each, let users, let within):
            return .iterations(each: each, users: overrides.users ?? users, within: overrides.duration ?? within)
        case .sharedIterations(let count, let users, let within):
            return .sharedIterations(count, users: overrides.users ?? users, within: overrides.duration ?? within)
        }
    }
}

extension Profile {
    /// The same shape with another peak and another length.
    fileprivate func applying(peak newPeak: Double?, _ duration: Duration?) -> Profile {
        let longer = duration.map { durationNs > 0 ? Double($0.nanoseconds) / Double(durationNs) : 1 } ?? 1
        let higher = newPeak.map { peak > 0 ? $0 / peak : 1 } ?? 1
        let stages = scaled(time: longer).map { stage in
            var stage = stage
            stage.start = stage.start.map { $0 * higher }
            stage.end = stage.end.map { $0 * higher }
            return stage
        }
        return Profile(stages: stages)
    }
}
