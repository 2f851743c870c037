internal import Results

/// A baseline while it is drawn up from runs: what it would hold, what changes by it, and what speaks against it.
struct BaselineDraft {
    /// The baseline as it would be.
    private(set) var baseline: Baseline
    /// What changes.
    private(set) var rows: [BaselineUpdate.Row] = []
    /// Why nothing may be written unless it is forced.
    private(set) var refusals: [String] = []

    private let current: Baseline?
    /// The current baseline, where the runs can be compared with it: those of another workload or machine begin a file anew.
    private let old: Baseline?
    private let runs: [CandidateRun]

    /// Draws up the baseline of a suite from runs, of which there is at least one.
    init(current: Baseline?, runs: [CandidateRun], suite: String) {
        precondition(!runs.isEmpty, "a baseline is made from at least one run")
        self.current = current
        self.runs = runs
        let newest = runs[runs.count - 1]
        old = current.flatMap { current in
            let isComparable =
                current.workload == newest.workload
                && BaselineComparison.differences(current.fingerprint, newest.fingerprint).isEmpty
            return isComparable ? current : nil
        }
        var facts: [String: String] = [:]
        for field in newest.fingerprint.hardFields { facts[field.name] = field.value }
        baseline = Baseline(
            suite: suite, runnerClass: newest.fingerprint.runnerClass, workload: newest.workload,
            anchor: current?.anchor, fingerprint: facts, accepted: old?.accepted ?? [])
        for run in runs { check(run, against: newest) }
        addMetrics()
    }

    private mutating func check(_ run: CandidateRun, against newest: CandidateRun) {
        refusals += run.repetition.faults.map { "\(run.path): \($0)" }
        if run.isDirty {
            refusals.append("\(run.path): the work tree had uncommitted changes; commit them and run it again")
        }
        if run.workload != newest.workload {
            refusals.append("\(run.path): it ran another workload than \(newest.path)")
        }
        let fields = newest.fingerprint.mismatches(with: run.fingerprint)
        if !fields.isEmpty {
            refusals.append("\(run.path): it ran elsewhere than \(newest.path) (\(fields.joined(separator: ", ")))")
        }
        if old?.holds(run) == true {
            refusals.append("\(run.path): the baseline holds this run already, and it can't count twice; leave it out")
        }
    }

    private mutating func addMetrics() {
        let measured = Set(runs.flatMap { $0.repetition.readings.filter { $0.value.isMeasured }.keys })
        let usual = Contract.usual(for: measured)
        let series = old.map { BaselineComparison(baseline: $0, runs: runs).series() } ?? []
        let test = PredictionTest()
        var comparisons: [Metric: Comparison] = [:]
        for (one, finding) in zip(series, test.findings(series)) {
            comparisons[one.metric] = Comparison(finding: finding, isAccepted: test.excuses(finding, one))
        }
        for metric in measured.sorted() {
            let terms = current?.metrics[metric]?.terms ?? usual.terms[metric] ?? .usual(for: metric.kind)
            add(metric, comparisons[metric], terms)
        }
        for metric in Set((current?.metrics ?? [:]).keys).subtracting(measured).sorted() {
            rows.append(
                BaselineUpdate.Row(
                    metric: metric, old: current?.metrics[metric]?.level, new: nil, verdict: "removed"))
            // An endpoint that is gone is gone on purpose; one that merely had too few requests isn't.
            if old?.metrics[metric]?.terms.isGated == true, let reason = absence(of: metric) {
                refusals.append("\(metric) has no value in these runs, and would no longer be gated: \(reason)")
            }
        }
    }

    /// Returns why a metric that the runs know has no value in them; nothing for one that they don't know.
    private func absence(of metric: Metric) -> String? {
        for run in runs { if case .missing(let reason)? = run.repetition.readings[metric] { return reason } }
        return nil
    }

    /// What the runs are against the current baseline, for one metric.
    private struct Comparison {
        let finding: PredictionTest.Finding
        /// Whether a regression stays within what was accepted.
        let isAccepted: Bool
    }

    private mutating func add(_ metric: Metric, _ comparison: Comparison?, _ terms: MetricTerms) {
        let before = old?.metrics[metric]
        let isRegression = comparison?.finding.isRegression == true
        let isImprovement = comparison?.finding.isImprovement == true
        let isAccepted = comparison?.isAccepted == true
        if isRegression, !isAccepted, before?.terms.isGated == true {
            refusals.append(
                "\(metric) got worse; if that was intended: plimsoll baseline accept --metric '\(metric)' --suite \(baseline.suite) --why '…'"
            )
        }
        // A changed level isn't mixed with the runs of the old one.
        let kept = isRegression || isImprovement ? nil : before?.runs
        // What was accepted is in the level from now on, and excuses no second change.
        if isRegression || isImprovement { baseline.accepted.removeAll { $0.metric == metric } }
        let fresh = BaselineMetric(
            terms: terms, runs: metric.isCount ? counts(metric, after: kept) : levels(metric, after: kept),
            pairDeviation: before?.pairDeviation)
        baseline.metrics[metric] = fresh
        let change = isRegression ? (isAccepted ? "accepted" : "worse") : isImprovement ? "improved" : "unchanged"
        rows.append(
            BaselineUpdate.Row(
                metric: metric, old: before?.level, new: fresh.level, verdict: before == nil ? "new" : change))
    }

    private func counts(_ metric: Metric, after old: BaselineMetric.Runs?) -> BaselineMetric.Runs {
        var counts: [SecondCount] = []
        if case .counts(let values)? = old { counts = values }
        for run in runs { if case .count(let count)? = run.repetition.readings[metric] { counts.append(count) } }
        return .counts(Array(counts.suffix(Baseline.mostRuns)))
    }

    private func levels(_ metric: Metric, after old: BaselineMetric.Runs?) -> BaselineMetric.Runs {
        var levels: [Double] = []
        if case .levels(let values)? = old { levels = values }
        for run in runs { if case .level(let level, _)? = run.repetition.readings[metric] { levels.append(level) } }
        return .levels(Array(levels.suffix(Baseline.mostRuns)))
    }
}

extension Baseline {
    /// Whether a run is among those that the baseline was made from: all its levels stand there side by side, to the digits of the file.
    ///
    /// Two runs share the four digits of a level now and then, and never those of several.
    func holds(_ run: CandidateRun) -> Bool {
        let levels = run.repetition.readings.compactMap { metric, reading -> (run: String, known: [String])? in
            guard case .level(let level, _) = reading, case .levels(let known)? = metrics[metric]?.runs else {
                return nil
            }
            return (BaselineText.number(level), known.reversed().map { BaselineText.number($0) })
        }
        guard levels.count > 2, let most = levels.map(\.known.count).min() else { return false }
        // Counted from the newest, since a metric whose level changed has fewer runs.
        return (0..<most).contains { place in levels.allSatisfy { $0.known[place] == $0.run } }
    }
}

extension Reading {
    /// Whether there is a value.
    var isMeasured: Bool { if case .missing = self { false } else { true } }
}
