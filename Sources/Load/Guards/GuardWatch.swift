import Measurement

/// Looks at each second of a run and says when a guard wants it to end.
package struct GuardWatch: Sendable {
    /// How long nothing but failing connections may be seen before the target counts as lost.
    private static let lostSeconds = 5

    private let guards: [RunGuard]
    private let costs: CostModel?
    private var recent: [SecondFacts] = []
    private var failed: Int64 = 0
    private var cost = 0.0
    private var second = 0

    /// A watch with guards; a lost target is looked for always.
    package init(_ guards: [RunGuard], costs: CostModel? = nil) {
        self.guards = guards
        self.costs = costs
    }

    /// A second has passed; the reason to stop, if there is one.
    package mutating func secondPassed(_ facts: SecondFacts) -> StopReason? {
        second += 1
        failed += facts.failed
        cost += facts.cost
        recent.append(facts)
        let longest = guards.map(\.windowSeconds).max() ?? 0
        recent.removeFirst(max(0, recent.count - max(longest, Self.lostSeconds)))
        if let sight = lostTarget() { return .targetLost(sight) }
        for condition in guards {
            if let sight = sight(of: condition) { return .guarded(sight) }
        }
        return nil
    }

    private func lostTarget() -> String? {
        guard recent.count >= Self.lostSeconds else { return nil }
        let facts = window(Self.lostSeconds)
        guard facts.completed > 0, facts.unconnected == facts.completed else { return nil }
        return
            "the target couldn't be reached for \(Self.lostSeconds) s (\(facts.completed) requests failed to connect)"
    }

    private func sight(of condition: RunGuard) -> String? {
        let seconds = condition.windowSeconds
        switch condition.condition {
        case .errorRate(let limit):
            guard isDue(condition), case let facts = window(seconds), facts.completed > 0 else { return nil }
            let share = Double(facts.failed) / Double(facts.completed)
            guard share > limit else { return nil }
            return "error rate \(percent(share)) over \(seconds) s, above \(percent(limit))"
        case .responseTime(let quantile, let limit):
            guard isDue(condition), let value = window(seconds).response.value(atQuantile: quantile) else { return nil }
            guard value > limit.nanoseconds else { return nil }
            let name = "p\(LoadNumber.words(quantile * 100))"
            return "\(name) \(Duration.nanoseconds(value).words) over \(seconds) s, above \(limit.words)"
        case .failures(let limit):
            return failed > Int64(limit) ? "\(failed) requests have failed, more than \(limit)" : nil
        case .cost(let limit):
            guard cost > limit else { return nil }
            let currency = costs.map { " \($0.currency)" } ?? ""
            return
                "the requests have cost \(LoadNumber.words(cost))\(currency), above the budget of \(LoadNumber.words(limit))"
        }
    }

    private func isDue(_ condition: RunGuard) -> Bool {
        second >= condition.windowSeconds && Duration.seconds(second) >= condition.delay + condition.window
    }

    private func window(_ seconds: Int) -> SecondFacts {
        recent.suffix(seconds).dropFirst().reduce(into: recent.suffix(seconds).first!) { $0.merge($1) }
    }

    private func percent(_ share: Double) -> String { "\(LoadNumber.words(share * 100)) %" }
}
