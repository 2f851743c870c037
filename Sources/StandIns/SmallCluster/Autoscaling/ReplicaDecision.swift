/// From the number of replicas that metrics ask for to the number that is set: windows, policies, bounds.
///
/// After `spec.behavior` on the Kubernetes page on horizontal pod autoscaling, and the controller's
/// `normalizeDesiredReplicasWithBehaviors`. Times are seconds on one clock.
struct ReplicaDecision: Sendable, Equatable {
    /// Why the number is another than what was asked for.
    enum Limit: String, Sendable {
        case upRate = "ScaleUpLimit"
        case downRate = "ScaleDownLimit"
        case maximum = "TooManyReplicas"
        case minimum = "TooFewReplicas"
        case none = "DesiredWithinRange"
        case stabilisedUp = "ScaleUpStabilized"
        case stabilisedDown = "ScaleDownStabilized"
    }

    var replicas: Int
    var limit: Limit
    /// Whether a window held the number back, and which.
    var stabilised: Limit?

    /// Decides, and remembers what was asked for.
    static func decide(
        desired: Int, current: Int, minimum: Int, maximum: Int, up: ScalingRules, down: ScalingRules,
        memory: inout AutoscalerMemory, at now: Double
    ) -> ReplicaDecision {
        if memory.recommendations.isEmpty {
            // As the controller does when it sees an autoscaler for the first time.
            memory.recommendations = [.init(replicas: current, at: now)]
        }
        let stabilised = stabilise(desired, current: current, up: up, down: down, memory: &memory, at: now)
        let held: Limit? =
            stabilised == desired ? nil : stabilised > desired ? .stabilisedDown : .stabilisedUp
        if stabilised > current {
            let allowed = max(current, upLimit(current, up, memory, now))
            let bound = min(maximum, allowed)
            guard stabilised > bound else {
                return ReplicaDecision(replicas: stabilised, limit: .none, stabilised: held)
            }
            return ReplicaDecision(
                replicas: bound, limit: allowed < maximum ? .upRate : .maximum, stabilised: held)
        }
        if stabilised < current {
            let allowed = min(current, downLimit(current, down, memory, now))
            let bound = max(minimum, allowed)
            guard stabilised < bound else {
                return ReplicaDecision(replicas: stabilised, limit: .none, stabilised: held)
            }
            return ReplicaDecision(
                replicas: bound, limit: allowed > minimum ? .downRate : .minimum, stabilised: held)
        }
        return ReplicaDecision(replicas: min(maximum, max(minimum, stabilised)), limit: .none, stabilised: held)
    }

    /// Remembers that the number was changed.
    static func changed(from former: Int, to replicas: Int, memory: inout AutoscalerMemory, at now: Double) {
        if replicas > former { memory.ups.append(.init(by: replicas - former, at: now)) }
        if replicas < former { memory.downs.append(.init(by: former - replicas, at: now)) }
        // No policy may look back further than half an hour.
        memory.ups.removeAll { $0.at < now - 1800 }
        memory.downs.removeAll { $0.at < now - 1800 }
    }

    /// The least that was asked for in the window upwards, the most in the window downwards.
    private static func stabilise(
        _ desired: Int, current: Int, up: ScalingRules, down: ScalingRules, memory: inout AutoscalerMemory,
        at now: Double
    ) -> Int {
        var (least, most) = (desired, desired)
        for past in memory.recommendations {
            if past.at > now - up.stabilisationSeconds { least = min(least, past.replicas) }
            if past.at > now - down.stabilisationSeconds { most = max(most, past.replicas) }
        }
        memory.recommendations.removeAll { $0.at <= now - max(up.stabilisationSeconds, down.stabilisationSeconds) }
        memory.recommendations.append(.init(replicas: desired, at: now))
        return min(max(current, least), most)
    }

    private static func upLimit(_ current: Int, _ rules: ScalingRules, _ memory: AutoscalerMemory, _ now: Double) -> Int
    {
        let limits = rules.policies.map { policy in
            let start = started(current, memory, policy, now)
            switch policy.unit {
            case .pods: return start + policy.value
            case .percent: return Int((Double(start) * (1 + Double(policy.value) / 100)).rounded(.up))
            }
        }
        switch rules.selection {
        case .disabled: return current
        case .most: return limits.max() ?? current
        case .least: return limits.min() ?? current
        }
    }

    private static func downLimit(_ current: Int, _ rules: ScalingRules, _ memory: AutoscalerMemory, _ now: Double)
        -> Int
    {
        let limits = rules.policies.map { policy in
            let start = started(current, memory, policy, now)
            switch policy.unit {
            case .pods: return start - policy.value
            case .percent: return Int(Double(start) * (1 - Double(policy.value) / 100))
            }
        }
        switch rules.selection {
        case .disabled: return current
        case .most: return limits.min() ?? current
        case .least: return limits.max() ?? current
        }
    }

    /// The replicas there were when a policy's period began.
    private static func started(
        _ current: Int, _ memory: AutoscalerMemory, _ policy: ScalingRules.Policy, _ now: Double
    ) -> Int {
        let since = now - policy.periodSeconds
        let added = memory.ups.filter { $0.at > since }.reduce(0) { $0 + $1.by }
        let removed = memory.downs.filter { $0.at > since }.reduce(0) { $0 + $1.by }
        return current - added + removed
    }
}
