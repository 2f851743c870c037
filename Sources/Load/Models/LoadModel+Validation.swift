extension LoadModel {
    /// Everything that is wrong with the model, a sentence each; empty when it can run.
    public var faults: [String] {
        var faults: [String] = []
        switch shape {
        case .users(let plan):
            if let steady {
                if steady.count < 1 { faults.append("a load of \(steady.count) users needs at least 1 user") }
                if let rate = steady.spawnRate, !(rate > 0 && rate.isFinite) {
                    faults.append("a spawn rate of \(LoadNumber.words(rate)) users a second must be a number above 0")
                }
                if steady.duration <= .zero {
                    faults.append("a duration of \(steady.duration.words) must be longer than 0s")
                }
            } else {
                faults += faultsOfStages(plan.profile, noun: "users")
            }
        case .arrivals(let profile, let count):
            if let count, count < 1 { faults.append("a fixed number of \(count) arrivals must be at least 1") }
            faults += faultsOfStages(profile, noun: "arrivals a second", fixedCount: count != nil)
        case .iterations(let count, let users, let within), .sharedIterations(let count, let users, let within):
            if count < 1 { faults.append("\(count) iterations must be at least 1") }
            if users < 1 { faults.append("a load of \(users) users needs at least 1 user") }
            if within <= .zero { faults.append("the time for iterations, \(within.words), must be longer than 0s") }
        }
        faults += faultsOfGoingOn + guards.flatMap(\.faults) + faultsOfSize
        if gracefulStop < .zero { faults.append("a graceful stop of \(gracefulStop.words) can't be negative") }
        if let deadline, deadline <= .zero { faults.append("a deadline of \(deadline.words) must be longer than 0s") }
        if inFlightLimit < 1 { faults.append("the cap of \(inFlightLimit) arrivals in flight must be at least 1") }
        if isPoisson && !isOpen { faults.append("random gaps (poisson) need arrivals, but this load has users") }
        if inFlightLimit != Self.defaultInFlightLimit && !isOpen {
            faults.append("a cap on arrivals in flight needs arrivals, but this load has users")
        }
        if warmUp < .zero { faults.append("a warm-up of \(warmUp.words) can't be negative") }
        if duration > .zero && warmUp >= duration {
            faults.append("a warm-up of \(warmUp.words) leaves nothing of the run's \(duration.words)")
        }
        return faults
    }

    /// What is too much for any generator, and would overflow in one.
    private var faultsOfSize: [String] {
        var faults: [String] = []
        if let impossibleScale {
            faults.append("a load can't be scaled to \(LoadNumber.words(impossibleScale)) times its time")
        }
        let times = [("a load", duration), ("a warm-up", warmUp), ("a graceful stop", gracefulStop)]
        for (name, time) in times + (deadline.map { [("a deadline", $0)] } ?? []) where time > LoadBounds.longest {
            faults.append("\(name) can't be longer than 20 years")
        }
        let most = isOpen ? LoadBounds.arrivalsPerSecond : LoadBounds.users
        if peak > most, peak.isFinite {
            faults.append(
                "\(LoadNumber.words(peak)) \(isOpen ? "arrivals a second" : "users") are more than the \(LoadNumber.words(most)) of any load"
            )
        }
        return faults
    }

    private func faultsOfStages(_ profile: Profile, noun: String, fixedCount: Bool = false) -> [String] {
        guard !profile.pieces.isEmpty else { return ["a load of stages needs at least one stage"] }
        var faults: [String] = []
        for piece in profile.pieces {
            if let level = [piece.to, piece.from].first(where: { !($0 >= 0 && $0.isFinite) }) {
                faults.append(
                    "the stage “\(piece.name)” has \(LoadNumber.words(level)) \(noun), but "
                        + (level.isFinite ? "can't have less than 0" : "needs a number"))
            }
            if piece.durationNs <= 0 && !fixedCount {
                faults.append("the stage “\(piece.name)” must last longer than 0s")
            }
        }
        if faults.isEmpty && profile.peak == 0 { faults.append("no stage has more than 0 \(noun)") }
        return faults
    }
}
