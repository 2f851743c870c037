extension LoadModel {
    /// The same load, ended early when one of these is seen.
    public func stopping(when guards: RunGuard...) -> LoadModel {
        var copy = self
        copy.guards += guards
        return copy
    }

    /// The same load, ended after a time whatever its stages say; for iterations whose number is a wish and not a must.
    public func ending(after deadline: Duration) -> LoadModel {
        var copy = self
        copy.deadline = deadline
        return copy
    }

    /// The same load whose users may take so long to finish what they began when it is over; 10 s unless said otherwise.
    public func finishing(within grace: Duration) -> LoadModel {
        var copy = self
        copy.gracefulStop = grace
        return copy
    }

    /// The same load with the figures of its first part left out, so that caches and pools are warm when it counts.
    ///
    /// The time is taken from the run's own: a run of 20 s that warms up for 5 s measures 15 s.
    public func warmingUp(for duration: Duration) -> LoadModel {
        var copy = self
        copy.warmUp = duration
        return copy
    }

    /// The same levels over a time so many times as long: 0.05 makes a minute three seconds.
    ///
    /// Stages, ramps, the warm-up and the time iterations may take are scaled; levels and numbers of iterations are kept, and a fixed number of arrivals
    /// shrinks with its time, so that their rate stays.
    public func scaled(time factor: Double) -> LoadModel {
        guard factor != 1 else { return self }
        var copy = self
        guard factor > 0, factor.isFinite else {
            copy.impossibleScale = factor
            return copy
        }
        copy.warmUp = LoadBounds.scaled(warmUp, by: factor)
        switch shape {
        case .users(let plan):
            copy.shape = .users(UserPlan(Profile(stages: plan.profile.scaled(time: factor))))
            copy.steady = steady.map {
                SteadyUsers(
                    count: $0.count, spawnRate: $0.spawnRate.map { $0 / factor },
                    duration: LoadBounds.scaled($0.duration, by: factor))
            }
        case .arrivals(let profile, let count):
            let scaledCount = count.map { max(min(1, $0), LoadBounds.whole(Double($0) * factor)) }
            copy.shape = .arrivals(Profile(stages: profile.scaled(time: factor)), count: scaledCount)
        case .iterations(let each, let users, let within):
            copy.shape = .iterations(each: each, users: users, within: LoadBounds.scaled(within, by: factor))
        case .sharedIterations(let count, let users, let within):
            copy.shape = .sharedIterations(count, users: users, within: LoadBounds.scaled(within, by: factor))
        }
        return copy
    }
}
