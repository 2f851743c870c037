internal import Results

/// Holds runs of a suite against its baseline.
package struct BaselineComparison: Sendable {
    /// The baseline.
    package var baseline: Baseline

    /// The runs, at least one.
    package var runs: [CandidateRun]

    /// Creates a comparison.
    package init(baseline: Baseline, runs: [CandidateRun]) {
        self.baseline = baseline
        self.runs = runs
    }

    /// Returns the verdict; hard mismatches of the fingerprint make it inconclusive, or a mismatch when strict.
    package func verdict(isStrict: Bool = false) -> Verdict {
        var faults: [String] = []
        var mismatches: [String] = []
        for run in runs {
            faults += run.repetition.faults.map { "\(run.path): \($0)" }
            if run.workload != baseline.workload {
                mismatches.append(
                    "\(run.path) ran another workload (\(run.workload)) than the baseline (\(baseline.workload)); "
                        + "if the suite's load was changed on purpose, run `plimsoll baseline update`")
            }
            let fields = Self.differences(baseline.fingerprint, run.fingerprint)
            if !fields.isEmpty {
                let sentence = "\(run.path) ran elsewhere than the baseline: \(fields.joined(separator: ", "))"
                if isStrict { mismatches.append(sentence) } else { faults.append(sentence) }
            }
        }
        let measured = Set(runs.flatMap { $0.repetition.readings.keys })
        for metric in baseline.contract.gated where !measured.contains(metric) && !runs.isEmpty {
            mismatches.append(
                "the baseline names \(metric), and the run doesn't measure it; if it was removed on purpose, run `plimsoll baseline update`"
            )
        }
        if runs.isEmpty { faults.append("there is no run of \(baseline.suite) to compare") }
        var verdict = CommittedJudge(suite: baseline.suite).judge(series(), faults: faults, mismatches: mismatches)
        verdict.notices += measured.subtracting(baseline.metrics.keys).sorted().map {
            "\($0) isn't in the baseline; it is advisory until `plimsoll baseline update` adds it"
        }
        return verdict
    }

    /// Returns what both say about each metric of the contract.
    package func series() -> [CommittedSeries] {
        baseline.metrics.sorted { $0.key < $1.key }.map { metric, committed in
            var series = CommittedSeries(metric: metric, terms: committed.terms, values: values(metric, committed))
            series.acceptedUpTo = baseline.accepted.filter { $0.metric == metric }.compactMap(\.bound).max()
            return series
        }
    }

    private func values(_ metric: Metric, _ committed: BaselineMetric) -> CommittedSeries.Values {
        var levels: [Double] = []
        var counts: [SecondCount] = []
        for run in runs {
            switch run.repetition.readings[metric] {
            case .level(let level, _)?: levels.append(level)
            case .count(let count)?: counts.append(count)
            case .missing(let reason)?: return .missing("\(metric): \(reason)")
            case nil: return .missing("\(metric) wasn't measured")
            }
        }
        switch committed.runs {
        case .levels(let values): return .levels(committed: values, candidate: levels)
        case .counts(let values): return .counts(committed: values, candidate: counts)
        }
    }

    /// Returns the facts that have to be equal and aren't, with both values; one that a baseline doesn't tell may have been any.
    static func differences(_ committed: [String: String], _ fingerprint: Fingerprint) -> [String] {
        fingerprint.hardFields.compactMap { field in
            guard let expected = committed[field.name] else {
                return "\(field.name) is “\(field.value)”, and the baseline doesn't tell what it was"
            }
            return expected == field.value ? nil : "\(field.name) is “\(field.value)” and was “\(expected)”"
        }
    }
}
