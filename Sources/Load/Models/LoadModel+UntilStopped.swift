import Measurement

extension LoadModel {
    /// The same load with its last level held until somebody stops it: Ctrl-C and SIGTERM are its planned end, and its figures count.
    ///
    ///     .users(10, spawning: 1, for: .minutes(1)).untilStopped()
    ///
    /// A duration from the environment (`PLIMSOLL_DURATION`) gives it an end again.
    public func untilStopped() -> LoadModel {
        var copy = self
        copy.goesOnUntilStopped = true
        return copy
    }

    /// Longer than any run, and short enough to be counted in nanoseconds.
    private static let forever = Duration.seconds(10 * 365 * 86_400)

    /// The load as it is run: its last level held for years when it goes on until it is stopped.
    package var asRun: LoadModel {
        guard goesOnUntilStopped, let profile, let last = profile.pieces.last else { return self }
        var copy = self
        var stages = profile.scaled(time: 1)
        if last.from == last.to {
            stages[stages.count - 1].duration = Self.forever
        } else {
            stages.append(.hold(at: last.to, for: Self.forever, named: "sustained"))
        }
        copy.shape = isOpen ? .arrivals(Profile(stages: stages), count: nil) : .users(UserPlan(Profile(stages: stages)))
        return copy
    }

    /// What keeps the load from going on until it is stopped, a sentence each.
    var faultsOfGoingOn: [String] {
        guard goesOnUntilStopped else { return [] }
        switch shape {
        case .iterations, .sharedIterations:
            return ["a number of iterations comes to its end by itself and can't go on until it is stopped"]
        case .arrivals(_, count: .some(let count)):
            return [
                "a fixed number of \(count) arrivals comes to its end by itself and can't go on until it is stopped"
            ]
        case .arrivals(let profile, count: nil):
            return profile.pieces.last?.to == 0
                ? ["the last stage ends at 0 arrivals a second, which can't go on until it is stopped"] : []
        case .users(let plan):
            return plan.profile.pieces.last?.to == 0
                ? ["the last stage ends at 0 users, which can't go on until it is stopped"] : []
        }
    }
}
