/// Judges the blocks of a paired run against a contract.
package struct PairedJudge: Sendable {
    /// The suite.
    package var suite: String

    /// What is agreed about its metrics.
    package var contract: Contract

    /// The test.
    package var test: PairedTest

    /// Creates a judge.
    package init(suite: String, contract: Contract, test: PairedTest = PairedTest()) {
        self.suite = suite
        self.contract = contract
        self.test = test
    }

    /// The state of a run: the verdict as it stands, and when to look again.
    package struct State: Sendable, Equatable {
        /// The verdict; final when no look is left.
        package var verdict: Verdict

        /// The valid blocks after which the test looks again; nothing when it is decided.
        package var nextLook: Int?
    }

    /// Returns what the blocks say so far.
    package func judge(_ blocks: [Block]) -> State {
        let valid = blocks.filter(\.isValid)
        let series = series(of: valid)
        let decision = test.decide(series)
        var verdict = Verdict(suite: suite, mode: .paired, outcome: decision.outcome)
        verdict.blocks = decision.blocks > 0 ? decision.blocks : valid.count
        let fewest = test.budget.fewestBlocks
        if valid.count < fewest {
            verdict.faults.append("\(valid.count) of \(blocks.count) blocks are valid, and a verdict needs \(fewest)")
        }
        verdict.faults += Self.commonFaults(blocks) + [Disturbance.fault(of: blocks)].compactMap(\.self)
        let author = SentenceAuthor(budget: test.budget, gated: series.count { $0.terms.isGated })
        verdict.metrics = series.indices.map { index in
            let finding = decision.findings.isEmpty ? nil : decision.findings[index]
            return author.verdict(series[index], finding, blocks: verdict.blocks)
        }
        verdict.metrics.sort { ($0.rank, $0.metric) < ($1.rank, $1.metric) }
        if contract.gated.isEmpty {
            verdict.mismatches.append(
                "the contract of \(suite) gates no metric; run `plimsoll baseline update` to propose one")
        }
        for one in series where one.terms.isGated && !valid.isEmpty {
            let lacks = { (side: Side) in
                valid.allSatisfy { (side == .base ? $0.base : $0.head).readings[one.metric] == nil }
            }
            if lacks(.head) {
                verdict.mismatches.append(
                    "the contract names \(one.metric), and the head \(lacks(.base) ? "and the base don't" : "doesn't") measure it; "
                        + "if it was removed on purpose, run `plimsoll baseline update`")
            }
        }
        verdict.notices += newMetrics(valid)
        let isUntrustworthy = !verdict.faults.isEmpty && verdict.outcome != .inconclusive && valid.count < fewest
        let isMismatched = !verdict.mismatches.isEmpty && verdict.outcome != .fail
        if isUntrustworthy || isMismatched { verdict.outcome = .inconclusive }
        verdict.isProvisional = verdict.outcome == .fail
        return State(verdict: verdict, nextLook: decision.nextLook)
    }

    /// Returns the pairs of each metric of the contract.
    package func series(of valid: [Block]) -> [PairSeries] {
        contract.metrics.map { metric in
            PairSeries(
                metric: metric, terms: contract.terms[metric] ?? .usual(for: metric.kind),
                pairs: valid.map { $0.pair(metric) })
        }
    }

    /// Returns the faults of invalid blocks, each once, with how many blocks had it.
    private static func commonFaults(_ blocks: [Block]) -> [String] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for fault in blocks.filter({ !$0.isValid }).flatMap(\.allFaults) {
            if counts[fault] == nil { order.append(fault) }
            counts[fault, default: 0] += 1
        }
        return order.map { "\($0) (\(counts[$0] == 1 ? "one block" : "\(counts[$0] ?? 0) blocks") left out)" }
    }

    /// Returns what was measured beyond the contract.
    private func newMetrics(_ valid: [Block]) -> [String] {
        let measured = Set(valid.flatMap { $0.head.readings.keys })
        return measured.subtracting(contract.terms.keys).sorted().map {
            "\($0) isn't in the contract; it is advisory until the baseline names it"
        }
    }
}

extension MetricVerdict {
    /// The order of reports: the worst first, gated before advisory.
    var rank: Int {
        let order: [Outcome] = [.fail, .inconclusive, .improved, .pass]
        return (order.firstIndex(of: outcome) ?? 0) + (isGated ? 0 : order.count)
    }
}
