internal import Results

/// Proposes a baseline from runs: what would be committed, and what changes by it.
package struct BaselineUpdate: Sendable {
    /// One line of the table that is shown before the file is written.
    package struct Row: Sendable, Equatable {
        /// The metric.
        package var metric: Metric
        /// The level before; nothing for a new metric.
        package var old: Double?
        /// The level after; nothing for a removed metric.
        package var new: Double?
        /// What the runs are against the baseline.
        package var verdict: String
    }

    /// The baseline as it would be.
    package let baseline: Baseline
    /// What changes.
    package let rows: [Row]
    /// Why nothing may be written unless it is forced.
    package let refusals: [String]

    /// Creates the proposal of runs of one suite, which all ran the same workload on the same class of machine.
    package init(current: Baseline?, runs: [CandidateRun], suite: String) {
        precondition(!runs.isEmpty, "a baseline is made from at least one run")
        let newest = runs[runs.count - 1]
        var refusals: [String] = []
        for run in runs {
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
        }
        // Runs of another workload or machine say nothing about these; the file starts anew.
        let isComparable =
            current.map {
                $0.workload == newest.workload
                    && BaselineComparison.differences($0.fingerprint, newest.fingerprint).isEmpty
            }
            ?? false
        let old = isComparable ? current : nil
        var facts: [String: String] = [:]
        for field in newest.fingerprint.hardFields { facts[field.name] = field.value }
        var baseline = Baseline(
            suite: suite, runnerClass: newest.fingerprint.runnerClass, workload: newest.workload,
            anchor: current?.anchor,
            fingerprint: facts, accepted: old?.accepted ?? [])
        let measured = Set(runs.flatMap { $0.repetition.readings.filter { $0.value.isMeasured }.keys })
        let usual = Contract.usual(for: measured)
        let comparison = old.map { BaselineComparison(baseline: $0, runs: runs) }
        let series = comparison?.series() ?? []
        let findings = Dictionary(
            zip(series.map(\.metric), PredictionTest().findings(series)), uniquingKeysWith: { first, _ in first })
        var rows: [Row] = []
        for metric in measured.sorted() {
            let before = old?.metrics[metric]
            let finding = findings[metric]
            let isRegression = finding?.isRegression == true
            let isAccepted =
                finding.map { finding in
                    baseline.accepted.contains {
                        $0.metric == metric && finding.lower <= $0.bound?.logarithm ?? -.infinity
                    }
                } ?? false
            if isRegression, !isAccepted, before?.terms.isGated == true {
                refusals.append(
                    "\(metric) got worse; if that was intended: plimsoll baseline accept --metric '\(metric)' --suite \(suite) --why '…'"
                )
            }
            // A changed level isn't mixed with the runs of the old one.
            let keepsOld = !(isRegression || finding?.isImprovement == true)
            let fresh = BaselineMetric(
                terms: before?.terms ?? current?.metrics[metric]?.terms ?? usual.terms[metric]
                    ?? .usual(for: metric.kind),
                runs: Self.runs(metric, runs, after: keepsOld ? before?.runs : nil),
                pairDeviation: before?.pairDeviation)
            baseline.metrics[metric] = fresh
            let verdict =
                before == nil
                ? "new"
                : isRegression
                    ? (isAccepted ? "accepted" : "worse") : finding?.isImprovement == true ? "improved" : "unchanged"
            rows.append(Row(metric: metric, old: before?.level, new: fresh.level, verdict: verdict))
        }
        for metric in (current?.metrics.keys).map({ Set($0).subtracting(measured).sorted() }) ?? [] {
            rows.append(Row(metric: metric, old: current?.metrics[metric]?.level, new: nil, verdict: "removed"))
        }
        self.baseline = baseline
        self.rows = rows
        self.refusals = refusals
    }

    private static func runs(_ metric: Metric, _ runs: [CandidateRun], after old: BaselineMetric.Runs?)
        -> BaselineMetric.Runs
    {
        if metric.isCount {
            var counts: [SecondCount] = []
            if case .counts(let values)? = old { counts = values }
            for run in runs { if case .count(let count)? = run.repetition.readings[metric] { counts.append(count) } }
            return .counts(Array(counts.suffix(Baseline.mostRuns)))
        }
        var levels: [Double] = []
        if case .levels(let values)? = old { levels = values }
        for run in runs { if case .level(let level, _)? = run.repetition.readings[metric] { levels.append(level) } }
        return .levels(Array(levels.suffix(Baseline.mostRuns)))
    }
}

extension Reading {
    /// Whether there is a value.
    var isMeasured: Bool { if case .missing = self { false } else { true } }
}
