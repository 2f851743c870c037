import Testing

@testable import StandIns

/// Activation, cool-down and idling, after the KEDA documentation.
@Suite struct ScaledObjectDecisionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var current: Int
        var isActive: Bool
        var bounds = ScaledObjectDecision.Bounds()
        var lastActive: Double?
        var now: Double = 0
        var decision: ScaledObjectDecision
        var testDescription: String { "\(current) \(isActive) \(bounds) \(now) → \(decision)" }
    }

    @Test(
        arguments: [
            // Waking from zero: to one, or to the least number.
            Row(current: 0, isActive: true, decision: .activate(1)),
            Row(current: 0, isActive: true, bounds: .init(minimum: 3), decision: .activate(3)),
            Row(current: 2, isActive: true, decision: .nothing),
            // To sleep: when the cool-down has passed since it was last active.
            Row(
                current: 2, isActive: false, bounds: .init(cooldownSeconds: 30), lastActive: 100, now: 129,
                decision: .nothing),
            Row(
                current: 2, isActive: false, bounds: .init(cooldownSeconds: 30), lastActive: 100, now: 130,
                decision: .deactivate(0)),
            Row(current: 0, isActive: false, lastActive: 0, now: 1000, decision: .nothing),
            // Never active: at once, or after the initial cool-down.
            Row(current: 1, isActive: false, now: 5, decision: .deactivate(0)),
            Row(current: 1, isActive: false, bounds: .init(initialCooldownSeconds: 60), now: 5, decision: .nothing),
            Row(
                current: 1, isActive: false, bounds: .init(initialCooldownSeconds: 60), now: 60,
                decision: .deactivate(0)),
            // With a least number it never sleeps, and is raised to it.
            Row(current: 5, isActive: false, bounds: .init(minimum: 2), lastActive: 0, now: 1000, decision: .nothing),
            Row(current: 1, isActive: false, bounds: .init(minimum: 2), lastActive: 0, now: 1000, decision: .raise(2)),
            // The idle number is below the least one.
            Row(
                current: 4, isActive: false, bounds: .init(minimum: 2, idle: 0), lastActive: 0, now: 1000,
                decision: .deactivate(0)),
            Row(current: 0, isActive: true, bounds: .init(minimum: 2, idle: 0), now: 1000, decision: .activate(2)),
            Row(current: 1, isActive: true, bounds: .init(minimum: 3, idle: 1), now: 1000, decision: .activate(3)),
        ])
    func operatorDecides(row: Row) {
        let decision = ScaledObjectDecision.decide(
            current: row.current, isActive: row.isActive, bounds: row.bounds, lastActive: row.lastActive, created: 0,
            now: row.now)
        #expect(decision == row.decision)
    }
}
