/// Chooses one of several things, each in proportion to its weight.
package struct WeightedChoice: Sendable, Equatable {
    /// The sums of the weights up to and with each thing.
    private let sums: [Double]

    /// A choice by weights, of which each is above zero and there is at least one.
    package init(_ weights: [Double]) {
        precondition(!weights.isEmpty && weights.allSatisfy { $0 > 0 && $0.isFinite }, "weights \(weights)")
        var sum = 0.0
        sums = weights.map {
            sum += $0
            return sum
        }
    }

    /// The place of the next choice.
    @inline(__always)
    package func next(using random: inout SeededGenerator) -> Int {
        let target = random.unit() * sums[sums.count - 1]
        // A handful of actions: a scan is faster than a search.
        var index = 0
        while index < sums.count - 1 && sums[index] <= target { index += 1 }
        return index
    }
}
