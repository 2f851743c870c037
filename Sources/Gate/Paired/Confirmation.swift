/// Settles a provisional failure by a second measurement elsewhere.
package enum Confirmation {
    /// Returns the contract that gates the flagged metrics alone; the others are told, and advisory.
    package static func contract(of verdict: Verdict, from contract: Contract) -> Contract {
        var terms = contract.terms
        for metric in terms.keys { terms[metric]?.isGated = false }
        for flagged in verdict.gated(.fail) {
            guard let metric = Metric(flagged.metric) else { continue }
            terms[metric] = contract.terms[metric] ?? .usual(for: metric.kind)
            terms[metric]?.isGated = true
        }
        return Contract(terms: terms)
    }

    /// Returns the verdict of the second measurement: reproduced, or inconclusive and said so.
    package static func settle(_ second: Verdict) -> Verdict {
        var verdict = second
        verdict.mode = .confirmation
        verdict.isProvisional = false
        guard verdict.outcome != .fail else {
            verdict.notices.append("the regression was reproduced by a second measurement")
            return verdict
        }
        if verdict.faults.isEmpty, verdict.mismatches.isEmpty {
            verdict.notices.insert(
                "the regression wasn't reproduced; a build can suit one machine and not the next, so compare them on a third",
                at: 0)
        }
        verdict.outcome = .inconclusive
        return verdict
    }
}
