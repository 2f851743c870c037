import Testing

@testable import StandIns

/// The arithmetic of the Kubernetes page on horizontal pod autoscaling, and of the controller's own test cases.
@Suite struct MetricProposalTests {
    private typealias Pod = MetricProposal.Pod

    private func pods(_ usages: [Int?], request: Int = 1000, unready: Set<Int> = []) -> [MetricProposal.Pod] {
        usages.enumerated().map { Pod(usage: $1, request: request, isReady: !unready.contains($0)) }
    }

    @Test(
        arguments: [
            // The page's own: 200m where 100m is wanted doubles, 50m halves.
            ([200, 200], 100, 4), ([50, 50], 100, 1),
            // Within a tenth nothing changes, beyond it does; numbers are rounded up.
            ([109, 109, 109], 100, 3), ([91, 91, 91], 100, 3), ([111, 111, 111], 100, 4), ([89, 89, 89], 100, 3),
            ([300, 500, 700], 300, 5),
        ])
    func replicasFollowTheRatioOfWhatIsToWhatShouldBe(usages: [Int], target: Int, replicas: Int) {
        let result = MetricProposal.resource(.averageValue(target), pods: pods(usages), current: usages.count)
        #expect(result?.replicas == replicas)
    }

    @Test(
        arguments: [
            // Three of three ready: 30 % wanted, 50 % used.
            ([300, 500, 700], Set<Int>(), 30, 5),
            // Two that aren't ready count as nothing when more are wanted: (500 + 700 … ) over all.
            ([300, 500, 700], [2], 30, 3),
            ([400, 500, 700], [0], 30, 4),
            // When fewer are wanted they aren't counted at all.
            ([100, 100, 100], [2], 50, 1),
        ] as [([Int], Set<Int>, Int, Int)])
    func unreadyPodsDampenScalingUp(usages: [Int], unready: Set<Int>, percent: Int, replicas: Int) {
        let pods = pods(usages.map(Optional.some), unready: unready)
        #expect(MetricProposal.resource(.utilisation(percent), pods: pods, current: 3)?.replicas == replicas)
    }

    @Test(
        arguments: [
            // A pod without a figure counts as nothing when more are wanted …
            ([1000, nil], 50, 2), ([1000, 1000, nil], 50, 4),
            // … and as all it asked for when fewer are wanted: (100 + 100 + 1000) / 3 = 40 % of 50 %.
            ([100, 100, nil], 50, 3), ([100, 100, 100, nil], 50, 3),
            // If that turns the direction around, nothing changes.
            ([100, nil], 50, 2),
        ] as [([Int?], Int, Int)])
    func missingFiguresDampenBothDirections(usages: [Int?], percent: Int, replicas: Int) {
        let result = MetricProposal.resource(.utilisation(percent), pods: pods(usages), current: usages.count)
        #expect(result?.replicas == replicas)
    }

    @Test func withoutAnyFigureNothingIsAskedFor() {
        #expect(MetricProposal.resource(.utilisation(50), pods: pods([nil, nil]), current: 2) == nil)
        #expect(MetricProposal.resource(.utilisation(50), pods: [], current: 2) == nil)
    }

    @Test func figuresShownAreThoseOfMeasuredPods() {
        let result = MetricProposal.resource(.utilisation(50), pods: pods([834, 834, nil], request: 200), current: 3)
        #expect(result?.utilisation == 417)
        #expect(result?.averageMilli == 834)
    }

    @Test(
        arguments: [
            // 11 in the queue, 5 each: three replicas; the average shown is rounded up.
            (11000, 5000, 3, 3, 3667), (26000, 5000, 1, 6, 26000), (5400, 5000, 1, 1, 5400), (0, 5000, 3, 0, 0),
            (20000, 5000, 4, 4, 5000),
        ])
    func externalFiguresAreSharedOut(milli: Int, target: Int, current: Int, replicas: Int, average: Int) {
        let result = MetricProposal.external(milli: milli, averageValueMilli: target, current: current)
        #expect(result.replicas == replicas)
        #expect(result.averageMilli == average)
    }
}
