import Foundation
import Testing

@testable import Gate

@Suite struct AcceptingContractTests {
    @Test func anAcceptedRegressionIsToleratedForItsMetricOnly() throws {
        let p50 = Metric(.p50, of: "GET /")
        let contract = Contract.usual(for: [p50, Metric(.throughput), Metric(.badSeconds)])
        let accepting = contract.accepting([
            AcceptedRegression(metric: p50, upTo: 0.3, why: "signed"),
            AcceptedRegression(metric: Metric(.badSeconds), upTo: 0.02, why: "retries are gone"),
            AcceptedRegression(metric: Metric(.p50, of: "GET /other"), upTo: 0.3, why: "isn't measured"),
        ])
        let terms = try #require(accepting.terms[p50])
        #expect(abs(terms.tolerance - log(1.3)) < 1e-12)
        // What has to be found lies as far above the bound as before.
        #expect(abs(terms.margin - (log(1.3) + 0.8 * log(1.1))) < 1e-12)
        #expect(accepting.terms[Metric(.badSeconds)]?.tolerance == 0.02)
        #expect(accepting.terms[Metric(.throughput)] == contract.terms[Metric(.throughput)])
        #expect(accepting.terms.count == contract.terms.count)
    }
}
