import Foundation

/// The test of bad seconds: given how many there were on both sides, how many fell to the head?
///
/// At equal exposure each bad second of an unchanged build falls to the head with probability ½. Bad seconds come in
/// bursts: one unlucky launch can hold twenty. Counted as independent they would fail unchanged builds, so the counts are
/// divided by their dispersion over the blocks (McCullagh and Nelder, 4.5), which is one for independent seconds.
struct CountTest {
    /// The base's bad seconds over all blocks.
    private(set) var base = SecondCount()

    /// The head's bad seconds over all blocks.
    private(set) var head = SecondCount()

    /// The blocks that had counts.
    private(set) var pairs = 0

    /// How much more the counts vary between blocks than independent seconds would; at least one.
    let dispersion: Double

    /// The blocks in which the head had more bad seconds, less those in which the base had.
    private(set) var worseBlocks = 0

    private let tolerance: Double

    /// Gathers the counts of the first blocks of a series.
    init(_ series: PairSeries, blocks: Int) {
        tolerance = series.terms.tolerance
        var counts: (base: [Double], head: [Double]) = ([], [])
        for case .counts(let baseCount, let headCount) in series.pairs.prefix(blocks) {
            base += baseCount
            head += headCount
            counts.base.append(Double(baseCount.bad))
            counts.head.append(Double(headCount.bad))
            worseBlocks += (headCount.bad - baseCount.bad).signum()
            pairs += 1
        }
        dispersion = max(Self.dispersion(counts.base), Self.dispersion(counts.head), 1)
        missing = min(blocks, series.pairs.count) - pairs
    }

    /// Gathers the counts of committed and candidate runs.
    init(committed: [SecondCount], candidate: [SecondCount], tolerance: Double) {
        self.tolerance = tolerance
        for count in committed { base += count }
        for count in candidate { head += count }
        pairs = min(committed.count, candidate.count)
        missing = 0
        dispersion = max(
            Self.dispersion(committed.map { Double($0.bad) }), Self.dispersion(candidate.map { Double($0.bad) }), 1)
    }

    private let missing: Int

    /// Returns the probability of that many bad seconds on the head if it has no more than the base and the tolerance.
    var pValue: Double { Self.pValue(worse: head, than: base, tolerance: tolerance, dispersion: dispersion) }

    /// Returns the probability of that many bad seconds on the base if the head hasn't improved.
    var improvementPValue: Double { Self.pValue(worse: base, than: head, tolerance: tolerance, dispersion: dispersion) }

    /// Returns the finding; it is cleared unless more bad seconds on the head are likelier than the level given.
    ///
    /// There is no margin here: no feasible run shows that a share of errors differs by less than 0.05 percentage points.
    ///
    /// One unlucky launch clears it, however long its burst. Where the head was worse in two blocks more than the base, bursts no longer
    /// excuse what independent seconds would prove: that is too much for a pass, though too little for a fail.
    func finding(level: Double) -> Finding {
        guard pairs > 1, missing == 0 else { return .unknown(pairs: pairs) }
        var finding = Finding.unknown(pairs: pairs)
        finding.mean = head.share - base.share
        finding.pValue = pValue
        finding.improvementPValue = improvementPValue
        let plain = Self.pValue(worse: head, than: base, tolerance: tolerance, dispersion: 1)
        finding.isCleared = finding.pValue > level && (worseBlocks < 2 || plain > level)
        return finding
    }

    private static func pValue(worse: SecondCount, than other: SecondCount, tolerance: Double, dispersion: Double)
        -> Double
    {
        // What the tolerance alone would explain is taken off first.
        let excess = (Double(worse.bad) - tolerance * Double(worse.seconds)) / dispersion
        guard excess > 0 else { return 1 }
        let rest = Double(other.bad) / dispersion
        let share = Double(worse.seconds) / Double(worse.seconds + other.seconds)
        return IncompleteBeta(a: excess, b: rest + 1).tails(x: share, y: 1 - share).lower
    }

    /// Returns the variance of counts over their mean.
    private static func dispersion(_ counts: [Double]) -> Double {
        let moments = Moments(counts)
        guard moments.count > 1, moments.mean > 0 else { return 1 }
        return moments.standardDeviation * moments.standardDeviation / moments.mean
    }
}
