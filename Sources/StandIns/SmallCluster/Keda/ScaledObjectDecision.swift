/// What KEDA's operator does itself: waking a workload from zero and putting it to sleep; in between an autoscaler
/// works.
///
/// After “Scaling Deployments” in the KEDA documentation and its scale executor. Times are seconds on one clock.
enum ScaledObjectDecision: Sendable, Equatable {
    case nothing
    /// From nothing, or from the idle number, to so many.
    case activate(Int)
    /// To nothing, or to the idle number.
    case deactivate(Int)
    /// Up to the least number that may be.
    case raise(Int)

    /// What is asked for of a workload.
    struct Bounds: Sendable, Equatable {
        var minimum = 0
        var idle: Int?
        var cooldownSeconds: Double = 300
        var initialCooldownSeconds: Double = 0
    }

    static func decide(
        current: Int, isActive: Bool, bounds: Bounds, lastActive: Double?, created: Double, now: Double
    ) -> ScaledObjectDecision {
        if isActive {
            let sleeping = current == 0 || bounds.idle.map { current <= $0 && current < bounds.minimum } ?? false
            return sleeping ? .activate(max(1, bounds.minimum)) : .nothing
        }
        let floor = bounds.idle ?? (bounds.minimum == 0 ? 0 : nil)
        if let floor, current > floor {
            let since = lastActive.map { $0 + bounds.cooldownSeconds } ?? created + bounds.initialCooldownSeconds
            return now >= since ? .deactivate(floor) : .nothing
        }
        return bounds.idle == nil && current < bounds.minimum ? .raise(bounds.minimum) : .nothing
    }
}
