/// Finds where the level of a series changed, by hierarchical division with the energy statistic (E-divisive).
///
/// The place that separates a stretch into the two most different parts is kept if fewer than one in a hundred random
/// orders of the same values separate as well; then each part is searched in turn. It assumes no distribution.
/// Sources: Matteson and James, A Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data, JASA
/// 2014; Daly et al., The Use of Change Point Detection to Identify Software Performance Regressions in a Continuous
/// Integration System, ICPE 2020.
package struct ChangePoints: Sendable {
    /// The fewest values on either side of a change.
    package static let fewest = 3

    /// The most values that are searched, the newest; the time grows with their square.
    package static let most = 400

    /// The random orders that a change is held against.
    package var permutations = 399

    /// The share of random orders that may separate as well.
    package var level = 0.01

    /// What the orders are drawn from, so that the same history always shows the same changes.
    package var seed: UInt64 = 1

    /// Creates a search.
    package init() {}

    /// Returns the places at which a new level begins, in their order.
    package func find(in values: [Double]) -> [(index: Int, pValue: Double)] {
        let offset = max(0, values.count - Self.most)
        let values = Array(values.dropFirst(offset))
        guard values.allSatisfy(\.isFinite) else { return [] }
        var found: [(index: Int, pValue: Double)] = []
        var stretches = [0..<values.count]
        var random = SimulationGenerator(seed: seed, stream: 0)
        while let stretch = stretches.popLast() {
            let part = Array(values[stretch])
            guard let best = Self.best(part) else { continue }
            var order = part
            var asGood = 0
            for _ in 0..<permutations {
                order.shuffle(using: &random)
                if let other = Self.best(order), other.statistic >= best.statistic { asGood += 1 }
            }
            let pValue = Double(asGood + 1) / Double(permutations + 1)
            guard pValue <= level else { continue }
            let place = stretch.lowerBound + best.index
            found.append((index: offset + place, pValue: pValue))
            stretches += [stretch.lowerBound..<place, place..<stretch.upperBound]
        }
        return found.sorted { $0.index < $1.index }
    }

    /// Returns the place that separates the values best, with its statistic; nothing for too few or for equal values.
    private static func best(_ values: [Double]) -> (index: Int, statistic: Double)? {
        let count = values.count
        guard count >= 2 * fewest else { return nil }
        var all = 0.0
        for i in 0..<count { for j in 0..<i { all += abs(values[i] - values[j]) } }
        guard all > 0 else { return nil }
        // Sums of the distances within the two parts; the rest lies between them.
        var (left, right) = (0.0, all)
        var best: (index: Int, statistic: Double)?
        for place in 1..<count {
            let moved = values[place - 1]
            for i in 0..<(place - 1) { left += abs(moved - values[i]) }
            for j in place..<count { right -= abs(moved - values[j]) }
            guard place >= fewest, count - place >= fewest else { continue }
            let (m, n) = (Double(place), Double(count - place))
            let between = all - left - right
            let energy = 2 * between / (m * n) - 2 * left / (m * (m - 1)) - 2 * right / (n * (n - 1))
            let statistic = m * n / (m + n) * energy
            if statistic > best?.statistic ?? -.infinity { best = (place, statistic) }
        }
        return best
    }
}
