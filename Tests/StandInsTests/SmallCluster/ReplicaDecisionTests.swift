import Testing

@testable import StandIns

/// Windows, policies and bounds, after `spec.behavior` on the Kubernetes page on horizontal pod autoscaling.
@Suite struct ReplicaDecisionTests {
    private func decide(
        _ desired: Int, from current: Int, _ range: ClosedRange<Int> = 1...100, up: ScalingRules = .upDefault,
        down: ScalingRules = .downDefault, memory: inout AutoscalerMemory, at now: Double
    ) -> ReplicaDecision {
        let decision = ReplicaDecision.decide(
            desired: desired, current: current, minimum: range.lowerBound, maximum: range.upperBound, up: up,
            down: down, memory: &memory, at: now)
        ReplicaDecision.changed(from: current, to: decision.replicas, memory: &memory, at: now)
        return decision
    }

    @Test(
        arguments: [
            // By default four pods or the double, whichever is more.
            (50, 1, 5, ReplicaDecision.Limit.upRate), (50, 3, 7, .upRate), (50, 10, 20, .upRate), (4, 3, 4, .none),
            (150, 60, 100, .maximum),
        ])
    func scalingUpIsLimitedByDefault(desired: Int, current: Int, replicas: Int, limit: ReplicaDecision.Limit) {
        var memory = AutoscalerMemory()
        let decision = decide(desired, from: current, memory: &memory, at: 0)
        #expect(decision.replicas == replicas)
        #expect(decision.limit == limit)
    }

    @Test func periodCountsWhatWasAddedInIt() {
        var memory = AutoscalerMemory()
        #expect(decide(50, from: 2, memory: &memory, at: 0).replicas == 6)
        #expect(decide(50, from: 6, memory: &memory, at: 10).replicas == 6)
        #expect(decide(50, from: 6, memory: &memory, at: 15).replicas == 12)
    }

    @Test func scalingDownWaitsForFiveMinutesOfWantingLess() {
        var memory = AutoscalerMemory()
        #expect(decide(8, from: 8, memory: &memory, at: 0).replicas == 8)
        for now in stride(from: 15.0, to: 300, by: 15) {
            let decision = decide(2, from: 8, memory: &memory, at: now)
            #expect(decision.replicas == 8)
            #expect(decision.stabilised == .stabilisedDown)
        }
        #expect(decide(2, from: 8, memory: &memory, at: 300).replicas == 2)
    }

    @Test func mostThatWasAskedForInTheWindowDecides() {
        var memory = AutoscalerMemory()
        _ = decide(3, from: 8, memory: &memory, at: 0)
        _ = decide(5, from: 8, memory: &memory, at: 200)
        #expect(decide(2, from: 8, memory: &memory, at: 320).replicas == 5)
        #expect(decide(2, from: 5, memory: &memory, at: 510).replicas == 2)
    }

    /// The page's example: at most 10 % or four pods a minute, whichever is more.
    @Test func scalingDownBySteps() {
        let down = ScalingRules(
            stabilisationSeconds: 0, selection: .most,
            policies: [
                .init(unit: .pods, value: 4, periodSeconds: 60), .init(unit: .percent, value: 10, periodSeconds: 60),
            ])
        var memory = AutoscalerMemory()
        var sizes = [80]
        for minute in 1...12 {
            sizes.append(
                decide(10, from: sizes[sizes.count - 1], down: down, memory: &memory, at: Double(minute) * 60).replicas)
        }
        #expect(sizes == [80, 72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16])
    }

    @Test(
        arguments: [
            (ScalingRules.Selection.disabled, 10), (.least, 9), (.most, 5),
        ])
    func policyIsSelected(selection: ScalingRules.Selection, replicas: Int) {
        let down = ScalingRules(
            stabilisationSeconds: 0, selection: selection,
            policies: [
                .init(unit: .pods, value: 5, periodSeconds: 60), .init(unit: .percent, value: 10, periodSeconds: 60),
            ])
        var memory = AutoscalerMemory()
        #expect(decide(1, from: 10, down: down, memory: &memory, at: 0).replicas == replicas)
    }

    @Test func scalingUpCanWaitToo() {
        let up = ScalingRules(stabilisationSeconds: 60, selection: .most, policies: ScalingRules.upDefault.policies)
        var memory = AutoscalerMemory()
        _ = decide(2, from: 2, up: up, memory: &memory, at: 0)
        let decision = decide(4, from: 2, up: up, memory: &memory, at: 30)
        #expect(decision.replicas == 2)
        #expect(decision.stabilised == .stabilisedUp)
        #expect(decide(4, from: 2, up: up, memory: &memory, at: 90).replicas == 4)
    }

    @Test func leastNumberHolds() {
        var memory = AutoscalerMemory()
        let down = ScalingRules(
            stabilisationSeconds: 0, selection: .most,
            policies: [.init(unit: .percent, value: 100, periodSeconds: 15)])
        let decision = decide(1, from: 8, 2...10, down: down, memory: &memory, at: 0)
        #expect(decision.replicas == 2)
        #expect(decision.limit == .minimum)
    }

    @Test func rulesAreReadAndCompleted() {
        let rules = ScalingRules(
            ["stabilizationWindowSeconds": 30, "policies": [["type": "Pods", "value": 2, "periodSeconds": 30]]],
            default: .downDefault)
        #expect(
            rules
                == ScalingRules(
                    stabilisationSeconds: 30, selection: .most,
                    policies: [.init(unit: .pods, value: 2, periodSeconds: 30)]))
        #expect(ScalingRules(nil, default: .upDefault) == .upDefault)
    }
}
