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
        let findings = Dictionary(
            zip(series.map(\.metric), PredictionTest().findings(series)), uniquingKeysWith: { first, _ in first })
        for metric in measured.sorted() {
            let terms = current?.metrics[metric]?.terms ?? usual.terms[metric] ?? .usual(for: metric.kind)
            add(metric, findings[metric], terms)
        }
        for metric in Set((current?.metrics ?? [:]).keys).subtracting(measured).sorted() {
            rows.append(
                BaselineUpdate.Row(
                    metric: metric, old: current?.metrics[metric]?.level, new: nil, verdict: "removed"))
        }
    }

    private mutating func add(_ metric: Metric, _ finding: PredictionTest.Finding?, _ terms: MetricTerms) {
        let before = old?.metrics[metric]
        let isRegression = finding?.isRegression == true
        let isImprovement = finding?.isImprovement == true
        let isAccepted = finding.map { excuses(metric, $0) } ?? false
        if isRegression, !isAccepted, before?.terms.isGated == true {
            refusals.append(
                "\(metric) got worse; if that was intended: plimsoll baseline accept --metric '\(metric)' --suite \(baseline.suite) --why '…'"
            )
        }
        // A changed level isn't mixed with the runs of the old one.
        let kept = isRegression || isImprovement ? nil : before?.runs
        let fresh = BaselineMetric(
            terms: terms, runs: metric.isCount ? counts(metric, after: kept) : levels(metric, after: kept),
            pairDeviation: before?.pairDeviation)
        baseline.metrics[metric] = fresh
        let change = isRegression ? (isAccepted ? "accepted" : "worse") : isImprovement ? "improved" : "unchanged"
        rows.append(
            BaselineUpdate.Row(
                metric: metric, old: before?.level, new: fresh.level, verdict: before == nil ? "new" : change))
    }

    private func excuses(_ metric: Metric, _ finding: PredictionTest.Finding) -> Bool {
        baseline.accepted.contains { $0.metric == metric && finding.lower <= $0.bound?.logarithm ?? -.infinity }
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
