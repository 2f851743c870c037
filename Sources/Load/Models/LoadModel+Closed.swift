extension LoadModel {
    /// A number of users, let in at so many a second, for a time that includes letting them in.
    ///
    /// Without a spawn rate all users start at once. The phases are called "ramp-up" and "sustained".
    public static func users(_ count: Int, spawning perSecond: Double? = nil, for duration: Duration) -> LoadModel {
        let steady = SteadyUsers(count: count, spawnRate: perSecond, duration: duration)
        var model = LoadModel(.users(UserPlan(Profile(stages: steady.stages))))
        model.steady = steady
        return model
    }

    /// A number of users that follows stages: ramps, holds, a cool-down to nothing.
    ///
    ///     .users(.warmUp(at: 10, for: .minutes(1)), .ramp(to: 100, over: .minutes(5), named: "ramp-up"), .coolDown(over: .minutes(2)))
    public static func users(startingAt count: Int = 0, _ stages: Stage...) -> LoadModel {
        .users(startingAt: count, stages)
    }

    /// A number of users that follows a list of stages.
    public static func users(startingAt count: Int = 0, _ stages: [Stage]) -> LoadModel {
        LoadModel(.users(UserPlan(Profile(startingAt: Double(count), stages: stages))))
    }

    /// So many iterations by each of so many users, ended after a time at the latest.
    public static func iterations(each iterations: Int, users: Int, within limit: Duration = .minutes(10)) -> LoadModel
    {
        LoadModel(.iterations(each: iterations, users: users, within: limit))
    }

    /// So many iterations altogether, each done by the next user who is free, ended after a time at the latest.
    public static func iterations(shared iterations: Int, users: Int, within limit: Duration = .minutes(10))
        -> LoadModel
    {
        LoadModel(.sharedIterations(iterations, users: users, within: limit))
    }

    /// Users who come in steps: one more step each time, until there are so many.
    public static func staircase(users step: Int, every time: Duration, upTo count: Int) -> LoadModel {
        .users(staircase(by: Double(step), every: time, upTo: Double(count)))
    }

    /// A base of users, a sudden crowd for a time in the middle, and the base again.
    public static func spike(users base: Int, to peak: Int, for time: Duration, restingFor rest: Duration) -> LoadModel
    {
        .users(spike(Double(base), to: Double(peak), for: time, restingFor: rest))
    }

    /// The stages of a staircase, its last step at the limit.
    static func staircase(by step: Double, every time: Duration, upTo limit: Double) -> [Stage] {
        // A step of zero or less is kept as one stage, for the validation to find.
        guard step > 0, limit > 0, limit / step <= 100_000 else { return [.hold(at: min(step, limit), for: time)] }
        let steps = Int((limit / step).rounded(.up))
        return (1...steps).map {
            let level = min(Double($0) * step, limit)
            return .hold(at: level, for: time, named: "step \(LoadNumber.words(level))")
        }
    }

    /// The stages of a spike.
    static func spike(_ base: Double, to peak: Double, for time: Duration, restingFor rest: Duration) -> [Stage] {
        [
            .hold(at: base, for: rest, named: "before"), .hold(at: peak, for: time, named: "spike"),
            .hold(at: base, for: rest, named: "after"),
        ]
    }
}
