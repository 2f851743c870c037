/// Holm's step-down correction (1979): many hypotheses at one error rate for the whole family.
package enum Holm {
    /// Returns which hypotheses are rejected, in the order given.
    ///
    /// A p-value that isn't a number is never rejected, and still counts as a member of the family.
    package static func rejections(_ pValues: [Double], level: Double) -> [Bool] {
        var rejected = [Bool](repeating: false, count: pValues.count)
        for (rank, index) in order(pValues).enumerated() {
            guard pValues[index] <= level / Double(pValues.count - rank) else { break }
            rejected[index] = true
        }
        return rejected
    }

    /// Returns the adjusted p-values: the smallest family level at which each hypothesis would be rejected.
    package static func adjusted(_ pValues: [Double]) -> [Double] {
        var result = [Double](repeating: .nan, count: pValues.count)
        var largest = 0.0
        for (rank, index) in order(pValues).enumerated() where !pValues[index].isNaN {
            largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
            result[index] = largest
        }
        return result
    }

    /// Returns the indices from the smallest p-value to the largest, those that aren't numbers last.
    private static func order(_ pValues: [Double]) -> [Int] {
        pValues.indices.sorted { left, right in
            let (a, b) = (pValues[left], pValues[right])
            if a.isNaN || b.isNaN { return !a.isNaN && b.isNaN }
            return a < b
        }
    }
}
