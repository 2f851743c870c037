/// Puts the findings of the paired test into verdicts a reader understands.
struct SentenceAuthor {
    /// The budget of the test.
    var budget: ErrorBudget

    /// How many metrics gate.
    var gated: Int

    /// Returns the verdict about one metric; a finding is missing before the first look.
    func verdict(_ series: PairSeries, _ finding: Finding?, blocks: Int) -> MetricVerdict {
        let outcome = Self.outcome(finding)
        var verdict = MetricVerdict(
            metric: series.metric.description, isGated: series.terms.isGated, outcome: outcome, sentence: "")
        if series.metric.isCount {
            let test = CountTest(series, blocks: blocks)
            let evidence = CountEvidence(
                base: test.base, head: test.head, dispersion: test.dispersion, pValue: finite(test.pValue),
                tolerance: series.terms.tolerance)
            verdict.counts = evidence
            verdict.sentence = test.pairs == 0 ? absence(series) : sentence(series.metric, evidence, outcome)
        } else if let evidence = evidence(series, finding, blocks: blocks) {
            verdict.change = evidence
            verdict.sentence = sentence(series, evidence, outcome, finding, blocks)
        } else {
            verdict.sentence = absence(series)
        }
        return verdict
    }

    private static func outcome(_ finding: Finding?) -> Outcome {
        guard let finding else { return .inconclusive }
        if finding.isRegression { return .fail }
        guard finding.isCleared else { return .inconclusive }
        return finding.isImprovement ? .improved : .pass
    }

    /// Returns the numbers behind a level; nothing without a single pair.
    private func evidence(_ series: PairSeries, _ finding: Finding?, blocks: Int) -> ChangeEvidence? {
        guard let levels = series.levels(in: blocks) else { return nil }
        let changes = series.pairs.prefix(blocks).compactMap {
            if case .change(let change, _, _) = $0 { change } else { nil }
        }
        let moments = Moments(changes)
        let metric = series.metric
        func share(_ logarithm: Double) -> Double { Change(logarithm: logarithm).share(of: metric) }
        let power = Power(
            budget: budget, gated: gated, terms: series.terms, standardDeviation: moments.standardDeviation)
        return ChangeEvidence(
            pairs: changes.count, base: levels.base, head: levels.head, unit: metric.unit, change: share(moments.mean),
            worseThan: finding.flatMap { finite(share($0.lower)) },
            noWorseThan: finding.flatMap { finite(share($0.upper)) },
            standardDeviation: finite(moments.standardDeviation), pValue: finding.flatMap { finite($0.pValue) },
            tolerance: share(series.terms.tolerance), margin: share(series.terms.margin),
            minimumDetectable: power.minimumDetectable(blocks: changes.count).flatMap { finite(share($0)) },
            blocksNeeded: power.blocksNeeded)
    }

    private func sentence(
        _ series: PairSeries, _ evidence: ChangeEvidence, _ outcome: Outcome, _ finding: Finding?, _ blocks: Int
    ) -> String {
        let change = Percent.signed(evidence.change)
        let beyond = evidence.worseThan.map(Percent.signed) ?? "unknown"
        let within = evidence.noWorseThan.map(Percent.signed) ?? "unknown"
        let basis = "\(evidence.pairs) blocks" + (evidence.standardDeviation == 0 ? ", all with the same change" : "")
        switch outcome {
        case .fail:
            return
                "\(change), surely worse than \(beyond); tolerated is \(Percent.signed(evidence.tolerance)) (\(basis))"
        case .pass:
            return
                "\(change), surely no worse than \(within); the margin is \(Percent.signed(evidence.margin)) (\(basis))"
        case .improved:
            return "\(change), a proven improvement (\(basis)); `plimsoll baseline update` makes it the new level"
        case .inconclusive:
            if finding?.pairs ?? evidence.pairs < min(budget.fewestBlocks, 2) || finding?.mean.isNaN == true {
                return
                    "only \(evidence.pairs) comparable blocks: \(series.reasons.first ?? "\(budget.fewestBlocks) are needed")"
            }
            if let finding, finding.upper < series.terms.margin {
                return
                    "\(change), but only \(evidence.pairs) of \(blocks) blocks are comparable: \(series.reasons.first ?? "the others have no value")"
            }
            let needed =
                evidence.blocksNeeded.map { "about \($0) blocks would settle it" }
                ?? "no feasible number of blocks would settle it"
            let detectable =
                evidence.minimumDetectable.map { "; a change of \(Percent.signed($0)) would have been found" } ?? ""
            return
                "\(change), somewhere up to \(within), and the margin is \(Percent.signed(evidence.margin)) (\(basis))\(detectable); \(needed)"
        }
    }

    private func sentence(_ metric: Metric, _ evidence: CountEvidence, _ outcome: Outcome) -> String {
        let counts = "\(evidence.head.description) on the head, \(evidence.base.description) on the base"
        let bursts = evidence.dispersion >= 2 ? "; they come in bursts, which count as fewer" : ""
        switch outcome {
        case .fail: return "bad seconds: \(counts)\(bursts)"
        case .pass: return "bad seconds: \(counts)"
        case .improved: return "fewer bad seconds: \(counts)"
        case .inconclusive: return "bad seconds: \(counts)\(bursts); too many for a pass, too few for a fail"
        }
    }

    private func absence(_ series: PairSeries) -> String {
        series.reasons.first ?? "no block has been measured"
    }

    private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
