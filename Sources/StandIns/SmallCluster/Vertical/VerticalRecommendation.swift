/// What a vertical autoscaler recommends for a container, from what was measured.
///
/// After the README of the Kubernetes vertical pod autoscaler: the 90th percentile of what was used and 15 % beyond;
/// the bounds from the 50th and the 95th percentile, the wider the shorter the history; never below 25 thousandths of
/// a core and 250 MB.
struct VerticalRecommendation: Sendable, Equatable {
    var target: Int
    var lowerBound: Int
    var upperBound: Int

    /// - Parameters:
    ///   - samples: what was used, in any unit.
    ///   - days: how long the history is.
    ///   - least: the smallest amount that is recommended.
    init?(samples: [Int], days: Double, least: Int) {
        guard !samples.isEmpty else { return nil }
        let sorted = samples.sorted()
        func estimate(_ quantile: Double, _ confidence: Double) -> Int {
            let index = min(sorted.count - 1, Int((quantile * Double(sorted.count)).rounded(.down)))
            let margin = 1.15
            return max(least, Int((Double(sorted[index]) * margin * confidence).rounded(.up)))
        }
        target = estimate(0.9, 1)
        // With a minute of history the upper bound is 1,441 times as high, with a day twice.
        upperBound = estimate(0.95, 1 + 1 / max(days, 1e-6))
        let shrink = 1 + 0.001 / max(days, 1e-6)
        lowerBound = min(target, estimate(0.5, 1 / (shrink * shrink)))
    }

    private init(target: Int, lowerBound: Int, upperBound: Int) {
        self.target = target
        self.lowerBound = lowerBound
        self.upperBound = upperBound
    }

    /// Within what is allowed.
    func capped(_ range: ClosedRange<Int>) -> VerticalRecommendation {
        func cap(_ amount: Int) -> Int { min(range.upperBound, max(range.lowerBound, amount)) }
        return VerticalRecommendation(
            target: cap(target), lowerBound: cap(lowerBound), upperBound: cap(upperBound))
    }
}
