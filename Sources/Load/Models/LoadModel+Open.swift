extension LoadModel {
    /// A constant rate of arrivals for a time.
    public static func arrivals(perSecond rate: Double, for duration: Duration) -> LoadModel {
        .arrivals([.hold(at: rate, for: duration, named: "sustained")])
    }

    /// A fixed number of arrivals at a constant rate.
    public static func arrivals(_ count: Int, perSecond rate: Double) -> LoadModel {
        let seconds = rate > 0 && rate.isFinite ? Double(count) / rate : 0
        let profile = Profile(stages: [
            .hold(at: rate, for: LoadBounds.duration(seconds: max(0, seconds)), named: "sustained")
        ])
        return LoadModel(.arrivals(profile, count: count))
    }

    /// A rate of arrivals that follows stages: ramps, holds, a cool-down to nothing. Levels are arrivals a second.
    public static func arrivals(startingAt rate: Double = 0, _ stages: Stage...) -> LoadModel {
        .arrivals(startingAt: rate, stages)
    }

    /// A rate of arrivals that follows a list of stages.
    public static func arrivals(startingAt rate: Double = 0, _ stages: [Stage]) -> LoadModel {
        LoadModel(.arrivals(Profile(startingAt: rate, stages: stages), count: nil))
    }

    /// A rate of arrivals that rises in steps.
    public static func staircase(arrivalsPerSecond step: Double, every time: Duration, upTo rate: Double) -> LoadModel {
        .arrivals(staircase(by: step, every: time, upTo: rate))
    }

    /// A base rate of arrivals, a sudden rush for a time in the middle, and the base again.
    public static func spike(
        arrivalsPerSecond base: Double, to peak: Double, for time: Duration, restingFor rest: Duration
    ) -> LoadModel {
        .arrivals(spike(base, to: peak, for: time, restingFor: rest))
    }

    /// The same rate with random gaps, as visitors have who don't know of each other (a Poisson process).
    public func poisson() -> LoadModel {
        var copy = self
        copy.isPoisson = true
        return copy
    }

    /// The same arrivals with at most so many in flight: a further one is dropped and counted.
    public func inFlight(atMost limit: Int) -> LoadModel {
        var copy = self
        copy.inFlightLimit = limit
        return copy
    }
}
