/// Gives users, in the order of their numbers, to kinds in a ratio, so that at any moment each kind has its share but for a rounding.
///
/// Smooth weighted round-robin: each kind gains its share, the richest is chosen and pays the whole. A pure sequence: the same shares give the same kinds
/// for the same numbers on every machine and shard.
package struct ShareAllotment: Sequence, IteratorProtocol, Sendable {
    private let shares: [Double]
    private let whole: Double
    private var credit: [Double]

    /// An allotment by shares, each above zero.
    package init(_ shares: [Double]) {
        precondition(!shares.isEmpty && shares.allSatisfy { $0 > 0 && $0.isFinite }, "shares \(shares)")
        self.shares = shares
        whole = shares.reduce(0, +)
        credit = shares.map { _ in 0 }
    }

    /// The kind of the next user.
    package mutating func next() -> Int? {
        guard shares.count > 1 else { return 0 }
        var richest = 0
        for index in credit.indices {
            credit[index] += shares[index]
            // A hair's breadth, so that rounding errors don't decide between equals.
            if credit[index] > credit[richest] + 1e-9 { richest = index }
        }
        credit[richest] -= whole
        return richest
    }
}
