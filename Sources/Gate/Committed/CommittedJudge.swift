/// Judges a candidate's runs against committed ones.
package struct CommittedJudge: Sendable {
    /// The suite.
    package var suite: String

    /// The test.
    package var test: PredictionTest

    /// Creates a judge.
    package init(suite: String, test: PredictionTest = PredictionTest()) {
        self.suite = suite
        self.test = test
    }

    /// Returns the verdict; faults make it inconclusive, mismatches as well.
    package func judge(_ series: [CommittedSeries], faults: [String] = [], mismatches: [String] = []) -> Verdict {
        let findings = test.findings(series)
        var verdict = Verdict(suite: suite, mode: .committed, outcome: .inconclusive)
        verdict.faults = faults
        verdict.mismatches = mismatches
        verdict.metrics = zip(series, findings).map { self.verdict($0, $1) }
        verdict.metrics.sort { ($0.rank, $0.metric) < ($1.rank, $1.metric) }
        verdict.blocks = findings.map(\.candidates).max() ?? 0
        let gated = verdict.metrics.filter(\.isGated)
        if gated.isEmpty, mismatches.isEmpty {
            verdict.mismatches.append("the baseline of \(suite) gates no metric; run `plimsoll baseline update`")
        }
        guard faults.isEmpty, verdict.mismatches.isEmpty else { return verdict }
        if gated.contains(where: { $0.outcome == .fail }) {
            verdict.outcome = .fail
        } else if gated.allSatisfy({ $0.outcome == .pass || $0.outcome == .improved }) {
            verdict.outcome = gated.contains { $0.outcome == .improved } ? .improved : .pass
        }
        return verdict
    }

    private func verdict(_ series: CommittedSeries, _ finding: PredictionTest.Finding) -> MetricVerdict {
        var verdict = MetricVerdict(
            metric: series.metric.description, isGated: series.terms.isGated, outcome: outcome(series, finding),
            sentence: "")
        switch series.values {
        case .missing(let reason): verdict.sentence = reason
        case .counts(let committed, let candidate):
            let test = CountTest(committed: committed, candidate: candidate, tolerance: series.terms.tolerance)
            verdict.counts = CountEvidence(
                base: test.base, head: test.head, dispersion: test.dispersion, pValue: finite(finding.pValue),
                tolerance: series.terms.tolerance)
            verdict.sentence =
                finding.obstacle ?? "bad seconds: \(test.head.description), \(test.base.description) in the baseline"
        case .levels(let committed, let candidate):
            verdict.change = evidence(series, finding, committed, candidate)
            verdict.sentence = finding.obstacle ?? sentence(series, finding, verdict.outcome)
        }
        return verdict
    }

    private func outcome(_ series: CommittedSeries, _ finding: PredictionTest.Finding) -> Outcome {
        if finding.obstacle != nil { return .inconclusive }
        if finding.isRegression {
            // An excuse that the measurement is too rough to check is none.
            if test.excuses(finding, series) {
                return finding.isCleared || series.metric.isCount ? .pass : .inconclusive
            }
            return series.metric.isCount || mayFail(finding) ? .fail : .inconclusive
        }
        guard finding.isCleared else { return .inconclusive }
        return finding.isImprovement ? .improved : .pass
    }

    /// Whether there are enough committed runs for a fail.
    private func mayFail(_ finding: PredictionTest.Finding) -> Bool {
        finding.committed >= PredictionTest.fewestToFail || finding.jobDeviation <= PredictionTest.quiet
    }

    private func sentence(_ series: CommittedSeries, _ finding: PredictionTest.Finding, _ outcome: Outcome) -> String {
        func text(_ logarithm: Double) -> String { Change(logarithm: logarithm).text(for: series.metric) }
        let change = text(finding.change)
        let basis =
            "\(finding.candidates) against \(finding.committed) runs, job noise \(Percent.plain(finding.jobDeviation))"
        switch outcome {
        case .fail:
            return
                "\(change), surely worse than \(text(finding.lower)); tolerated is \(text(series.terms.tolerance)) (\(basis))"
        case .pass where finding.isRegression || finding.upper >= series.terms.margin:
            return "\(change), within the regression that was accepted (\(basis))"
        case .pass:
            return
                "\(change), surely no worse than \(text(finding.upper)); the margin is \(text(series.terms.margin)) (\(basis))"
        case .improved:
            return "\(change), a proven improvement (\(basis)); `plimsoll baseline update` makes it the new level"
        case .inconclusive where finding.isRegression && test.excuses(finding, series):
            return
                "\(change), somewhere up to \(text(finding.upper)), and accepted is \(text(series.acceptedUpTo?.logarithm ?? 0)) (\(basis)); "
                + "run it again, or compare both builds with `plimsoll gate`"
        case .inconclusive where finding.isRegression:
            return "\(change) looks like a regression, and a fail needs \(PredictionTest.fewestToFail) committed runs "
                + "or job noise of at most \(Percent.plain(PredictionTest.quiet)) (\(basis)); compare both builds with `plimsoll gate`"
        case .inconclusive:
            return
                "\(change), somewhere up to \(text(finding.upper)), and the margin is \(text(series.terms.margin)) (\(basis)); "
                + "only changes of \(text(finding.minimumDetectable)) are found here: use `plimsoll gate`"
        }
    }

    private func evidence(
        _ series: CommittedSeries, _ finding: PredictionTest.Finding, _ committed: [Double], _ candidate: [Double]
    ) -> ChangeEvidence? {
        guard let base = Moments.geometricMean(committed), let head = Moments.geometricMean(candidate) else {
            return nil
        }
        func share(_ logarithm: Double) -> Double { Change(logarithm: logarithm).share(of: series.metric) }
        return ChangeEvidence(
            pairs: finding.candidates, base: base, head: head, unit: series.metric.unit,
            change: share(Change(from: base, to: head, of: series.metric)?.logarithm ?? .nan),
            worseThan: finite(share(finding.lower)), noWorseThan: finite(share(finding.upper)),
            standardDeviation: finite(finding.jobDeviation), pValue: finite(finding.pValue),
            tolerance: share(series.terms.tolerance), margin: share(series.terms.margin),
            minimumDetectable: finite(share(finding.minimumDetectable)), blocksNeeded: nil)
    }

    private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
