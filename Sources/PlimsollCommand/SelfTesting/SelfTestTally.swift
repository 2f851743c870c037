import Gate

/// What the gates of one case came to.
struct SelfTestTally {
    /// The case.
    let test: SelfTestCase
    /// The gates that were run.
    private(set) var gates = 0
    /// Those that ended as the case asks for.
    private(set) var met = 0
    private var outcomes: [Outcome: Int] = [:]
    private var blocks = 0

    init(test: SelfTestCase) { self.test = test }

    /// Returns what the blocks of a gate say so far; what the first block measured is gated.
    static func state(of blocks: [Block], _ test: SelfTestCase) -> PairedJudge.State {
        let measured = blocks.first?.base.readings.filter { if case .missing = $0.value { false } else { true } } ?? [:]
        let contract = blocks.isEmpty ? Contract(terms: [:]) : Contract.usual(for: measured.keys.map(\.self))
        return PairedJudge(suite: test.name, contract: contract).judge(blocks)
    }

    /// Counts a verdict, and says whether it is what the case asks for.
    mutating func count(_ verdict: Verdict) -> Bool {
        let isMet = test.isMet(by: verdict)
        gates += 1
        met += isMet ? 1 : 0
        outcomes[verdict.outcome, default: 0] += 1
        blocks += verdict.blocks
        return isMet
    }

    /// The counts in a line.
    var text: String {
        let passed = (outcomes[.pass] ?? 0) + (outcomes[.improved] ?? 0)
        let mean = Double(blocks) / Double(max(1, gates))
        return "\(test.name) (\(test.change)): \(gates) gates, \(passed) passed, \(outcomes[.fail] ?? 0) failed, "
            + "\(outcomes[.inconclusive] ?? 0) inconclusive; \(met) as expected, \((mean * 10).rounded() / 10) blocks on average"
    }
}
