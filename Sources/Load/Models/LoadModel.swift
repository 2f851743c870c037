import Measurement

/// How much load there is and when: users who come and go (closed), or arrivals that don't wait for answers (open).
///
/// A pure value: it can be printed, drawn, validated and asked for any moment without a clock.
///
/// In a *closed* model a user's next request waits for the answer to the last one, as with a fixed staff of clerks: a slow target is asked less often.
/// In an *open* model arrivals come at their own rate, as visitors of a site do, and a slow target meets a growing crowd.
public struct LoadModel: Sendable, Equatable {
    /// The kinds of load.
    package enum Shape: Sendable, Equatable {
        /// So many users at each moment.
        case users(UserPlan)
        /// Each of so many users does so many iterations.
        case iterations(each: Int, users: Int, within: Duration)
        /// So many iterations, done by whichever of the users is free.
        case sharedIterations(Int, users: Int, within: Duration)
        /// A rate of arrivals a second, with at most so many arrivals.
        case arrivals(Profile, count: Int?)
    }

    /// What kind of load it is.
    package var shape: Shape
    /// What it is called, for named levels.
    package var name: String?
    /// The parameters of a constant number of users, kept so that an override of one leaves the others.
    package var steady: SteadyUsers?
    /// Whether the gaps between arrivals are random.
    package var isPoisson = false
    /// The highest number of arrivals in flight; further ones are dropped and counted.
    package var inFlightLimit = LoadModel.defaultInFlightLimit
    /// The time at the start that figures leave out.
    package var warmUp = Duration.zero

    /// Whether the last level is held until somebody stops the run.
    package var goesOnUntilStopped = false
    /// A factor of its time by which no load can be scaled.
    var impossibleScale: Double?
    /// What ends the run early.
    package var guards: [RunGuard] = []
    /// When the run ends at the latest, whatever the stages say.
    package var deadline: Duration?
    /// How long users may finish what they began when the load is over.
    package var gracefulStop = Duration.seconds(10)

    /// The cap on arrivals in flight unless the author sets another.
    package static let defaultInFlightLimit = 10_000

    /// A model of a shape.
    package init(_ shape: Shape) {
        self.shape = shape
    }
}

extension LoadModel {
    /// How long the load lasts; for iterations the time they may take at most.
    public var duration: Duration {
        switch shape {
        case .users(let plan): .nanoseconds(plan.profile.durationNs)
        case .iterations(_, _, let within), .sharedIterations(_, _, let within): within
        case .arrivals(let profile, _): .nanoseconds(profile.durationNs)
        }
    }

    /// The highest number of users (closed) or arrivals a second (open).
    public var peak: Double {
        switch shape {
        case .users(let plan): plan.profile.peak
        case .iterations(_, let users, _), .sharedIterations(_, let users, _): Double(users)
        case .arrivals(let profile, _): profile.peak
        }
    }

    /// Whether arrivals come at their own rate.
    public var isOpen: Bool {
        if case .arrivals = shape { true } else { false }
    }

    /// The stages of the load; nil for iterations.
    package var profile: Profile? {
        switch shape {
        case .users(let plan): plan.profile
        case .arrivals(let profile, _): profile
        case .iterations, .sharedIterations: nil
        }
    }

    /// The named parts of the run in order, the warm-up laid over the first of them.
    package var phases: [LoadPhase] {
        let stages = profile?.phases ?? [Profile.Phase(name: "iterations", startNs: 0, endNs: duration.nanoseconds)]
        let warmUpNs = warmUp.nanoseconds
        var phases = warmUpNs > 0 ? [LoadPhase(name: "warm-up", start: .zero, isExcluded: true)] : []
        for stage in stages where stage.endNs > max(stage.startNs, warmUpNs) {
            phases.append(
                LoadPhase(
                    name: stage.name, start: .nanoseconds(max(stage.startNs, warmUpNs)), isExcluded: stage.isExcluded))
        }
        return phases
    }

    /// The moments of an open model's arrivals; nil for a closed one.
    package func arrivals(seed: UInt64) -> ArrivalSchedule? {
        guard case .arrivals(let profile, let count) = shape else { return nil }
        return ArrivalSchedule(profile, limit: count, poissonSeed: isPoisson ? seed : nil)
    }
}
