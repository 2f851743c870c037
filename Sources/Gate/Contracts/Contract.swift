/// Which metrics of a suite are gated, and on which terms.
package struct Contract: Sendable, Equatable {
    /// The most metrics a suite gates by default; each further one costs all the others power.
    package static let usualLimit = 12

    /// The terms, by metric.
    package var terms: [Metric: MetricTerms]

    /// Creates a contract from its terms.
    package init(terms: [Metric: MetricTerms]) { self.terms = terms }

    /// Returns the usual contract over the metrics that were measured.
    ///
    /// Bad seconds and throughput gate first, then medians, then p99w, then p95w, until the limit is reached; the rest is
    /// advisory. A p95w is advisory where the p99w of its endpoint is gated.
    package static func usual(for metrics: some Collection<Metric>, limit: Int = usualLimit) -> Contract {
        func rank(_ metric: Metric) -> Int {
            switch metric.kind {
            case .badSeconds: 0
            case .throughput: 1
            case .seconds: 2
            case .p50: 3
            case .p99w: 4
            case .p95w: 5
            }
        }
        let ordered = metrics.sorted { (rank($0), $0) < (rank($1), $1) }
        var contract = Contract(terms: [:])
        var gated = 0
        for metric in ordered {
            var terms = MetricTerms.usual(for: metric.kind)
            let twin = Metric(.p99w, of: metric.subject)
            terms.isGated = gated < limit && !(metric.kind == .p95w && contract.terms[twin]?.isGated == true)
            if terms.isGated { gated += 1 }
            contract.terms[metric] = terms
        }
        return contract
    }

    /// The metrics in their order.
    package var metrics: [Metric] { terms.keys.sorted() }

    /// The gated metrics in their order.
    package var gated: [Metric] { metrics.filter { terms[$0]?.isGated == true } }

    /// Returns the contract in which regressions that were accepted are tolerated: up to the bound, of that metric only.
    ///
    /// What has to be found then lies as far above the bound as it did above the tolerance.
    package func accepting(_ accepted: [AcceptedRegression]) -> Contract {
        var contract = self
        for one in accepted {
            guard var terms = contract.terms[one.metric] else { continue }
            let tolerance = one.metric.isCount ? one.upTo : one.bound?.logarithm ?? terms.tolerance
            guard tolerance > terms.tolerance else { continue }
            terms.margin += tolerance - terms.tolerance
            terms.tolerance = tolerance
            contract.terms[one.metric] = terms
        }
        return contract
    }
}
