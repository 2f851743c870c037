import Foundation
import Measurement

/// The test of a candidate against committed runs: is its mean what the next jobs of the same build would show?
///
/// The variance is the one between jobs, from the committed runs, never from inside a run: requests, seconds and runs of
/// one job aren't independent samples of a build.
package struct PredictionTest: Sendable {
    /// The committed runs it takes to judge at all.
    package static let fewestToJudge = 5

    /// The committed runs it takes to fail, unless the jobs are quiet.
    package static let fewestToFail = 10

    /// The standard deviation between jobs up to which fewer runs may fail.
    package static let quiet = 0.02

    /// The probability that a suite whose changes are all tolerated fails.
    package let alpha: Double

    /// The probability that a metric whose change reaches its margin passes.
    package let beta: Double

    /// Creates a test.
    package init(alpha: Double = 0.01, beta: Double = 0.05) {
        self.alpha = alpha
        self.beta = beta
    }

    /// What was found about one metric, in numbers.
    package struct Finding: Sendable, Equatable {
        /// The change; the difference of the shares for a count.
        package var change = Double.nan
        /// The standard deviation between jobs, as a logarithm.
        package var jobDeviation = Double.nan
        /// How far the candidate's mean scatters around the committed mean.
        package var scale = Double.nan
        /// The probability of such a candidate if the change is tolerated.
        package var pValue = Double.nan
        /// The probability of such a candidate if it hasn't improved beyond the tolerance.
        package var improvementPValue = Double.nan
        /// The change exceeds this with confidence.
        package var lower = -Double.infinity
        /// The change stays below this with confidence.
        package var upper = Double.infinity
        /// The change that would be found 95 times in 100.
        package var minimumDetectable = Double.infinity
        /// The committed runs that entered.
        package var committed = 0
        /// The candidate's runs that entered.
        package var candidates = 0
        /// Whether the change is known to exceed the tolerance.
        package var isRegression = false
        /// Whether the metric is known to have improved.
        package var isImprovement = false
        /// Whether the change is known to stay below the margin.
        package var isCleared = false
        /// Why nothing can be said; nothing where something can.
        package var obstacle: String?

        /// A finding that needs more committed runs.
        fileprivate static func tooFew(_ committed: Int, candidates: Int) -> Finding {
            Finding(
                committed: committed, candidates: candidates,
                obstacle: "the baseline holds \(committed.counted("run")), and a verdict needs \(fewestToJudge); "
                    + "add runs with `plimsoll baseline update --from <results>`")
        }
    }

    /// Returns the findings about all metrics, corrected for their number.
    package func findings(_ series: [CommittedSeries]) -> [Finding] {
        let gated = series.indices.filter { series[$0].terms.isGated }
        var findings = series.map { finding($0, gated: max(1, gated.count)) }
        for (index, isRejected) in zip(gated, Holm.rejections(gated.map { findings[$0].pValue }, level: alpha)) {
            findings[index].isRegression = isRejected
        }
        let improvements = Holm.rejections(gated.map { findings[$0].improvementPValue }, level: alpha)
        for (index, isRejected) in zip(gated, improvements) { findings[index].isImprovement = isRejected }
        // An advisory metric is held to what it would take as one more member of the family.
        for index in series.indices where !series[index].terms.isGated {
            let single = alpha / Double(gated.count + 1)
            findings[index].isRegression = findings[index].pValue <= single
            findings[index].isImprovement = findings[index].improvementPValue <= single
        }
        return findings
    }

    /// Whether a regression stays within what was accepted: nothing proves that it is worse than that.
    func excuses(_ finding: Finding, _ series: CommittedSeries) -> Bool {
        guard let accepted = series.acceptedUpTo else { return false }
        switch series.values {
        case .missing: return false
        case .levels: return finding.lower <= accepted.logarithm
        case .counts(let committed, let candidate):
            let tolerance = max(series.terms.tolerance, accepted.share(of: series.metric))
            return CountTest(committed: committed, candidate: candidate, tolerance: tolerance).pValue > alpha
        }
    }

    private func finding(_ series: CommittedSeries, gated: Int) -> Finding {
        switch series.values {
        case .missing(let reason): return Finding(obstacle: reason)
        case .counts(let committed, let candidate): return counts(committed, candidate, series.terms)
        case .levels(let committed, let candidate): return levels(committed, candidate, series, gated: gated)
        }
    }

    private func levels(
        _ committed: [Double], _ candidate: [Double], _ series: CommittedSeries, gated: Int
    ) -> Finding {
        if let bad = (committed + candidate).first(where: { !($0 > 0 && $0.isFinite) }) {
            return Finding(obstacle: "\(series.metric) has the value \(bad), and a level is a positive number")
        }
        guard !candidate.isEmpty else { return Finding(obstacle: "\(series.metric) wasn't measured") }
        guard committed.count >= Self.fewestToJudge else {
            return .tooFew(committed.count, candidates: candidate.count)
        }
        let sign = series.metric.isBetterWhenLarger ? -1.0 : 1.0
        let base = Moments(committed.map { log($0) })
        let head = Moments(candidate.map { log($0) })
        let (m, c) = (Double(committed.count), Double(candidate.count))
        let t = StudentT(degreesOfFreedom: m - 1)
        var finding = Finding(committed: committed.count, candidates: candidate.count)
        finding.change = sign * (head.mean - base.mean)
        finding.jobDeviation = base.standardDeviation
        finding.scale = base.standardDeviation * (1 / m + 1 / c).squareRoot()
        func tail(_ distance: Double) -> Double {
            finding.scale > 0 ? t.upperTail(distance / finding.scale) : (distance > 0 ? 0 : 1)
        }
        finding.pValue = tail(finding.change - series.terms.tolerance)
        finding.improvementPValue = tail(-finding.change - series.terms.tolerance)
        finding.lower = finding.change - t.quantile(upperTail: alpha / Double(gated)) * finding.scale
        finding.upper = finding.change + t.quantile(upperTail: beta) * finding.scale
        finding.minimumDetectable =
            series.terms.tolerance + (t.quantile(upperTail: alpha / Double(gated)) + t.quantile(upperTail: beta))
            * finding.scale
        // What has to be found lies as far above an accepted change as it did above the tolerance.
        let accepted = max(0, (series.acceptedUpTo?.logarithm ?? 0) - series.terms.tolerance)
        finding.isCleared = finding.upper < series.terms.margin + accepted
        return finding
    }

    private func counts(_ committed: [SecondCount], _ candidate: [SecondCount], _ terms: MetricTerms) -> Finding {
        guard (committed + candidate).allSatisfy(\.isPossible), !committed.isEmpty, !candidate.isEmpty else {
            return Finding(
                committed: committed.count, candidates: candidate.count,
                obstacle: "bad seconds need a count within the seconds observed on both sides")
        }
        guard committed.count >= Self.fewestToJudge else {
            return .tooFew(committed.count, candidates: candidate.count)
        }
        let test = CountTest(committed: committed, candidate: candidate, tolerance: terms.tolerance)
        var finding = Finding(committed: committed.count, candidates: candidate.count)
        finding.change = test.head.share - test.base.share
        finding.pValue = test.pValue
        finding.improvementPValue = test.improvementPValue
        finding.isCleared = test.pValue > beta
        return finding
    }
}
