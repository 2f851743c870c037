import Measurement
import Testing

@testable import Gate

@Suite struct LimitTests {
    private func histogram(_ count: Int, _ ns: (Int) -> Int64) -> Histogram {
        var histogram = Histogram()
        for index in 0..<count { histogram.record(ns(index)) }
        return histogram
    }

    @Test func aLimitWithoutSamplesIsAFailure() {
        let limit = QuantileLimit(name: "p95", quantile: 0.95, limitNs: 1e9)
        #expect(limit.judge(nil).outcome == .fail)
        #expect(limit.judge(Histogram()).sentence == "no samples, so the limit isn't kept")
        #expect(ErrorRateLimit(name: "errors", limit: 0.01).judge(failed: 0, of: 0).outcome == .fail)
    }

    @Test(arguments: [(58, Outcome.inconclusive), (59, .pass)])
    func anUpperBoundOnP95NeedsFiftyNineSamples(count: Int, outcome: Outcome) {
        let verdict = QuantileLimit(name: "p95", quantile: 0.95, limitNs: 20e6).judge(
            histogram(count) { _ in 10_000_000 })
        #expect(verdict.outcome == outcome)
        if outcome == .inconclusive { #expect(verdict.sentence.hasSuffix("58 samples are too few; 59 are needed")) }
    }

    @Test func aViolatedLimitFailsOnlyWhenTheLowerBoundViolates() {
        let limit = QuantileLimit(name: "p95", quantile: 0.95, limitNs: 90e6)
        #expect(limit.judge(histogram(1000) { Int64($0 % 100) * 1_000_000 + 1 }).outcome == .fail)
        #expect(limit.judge(histogram(1000) { Int64($0 % 100) * 900_000 + 1 }).outcome == .pass)
        #expect(limit.judge(histogram(60) { Int64($0 % 60) * 1_600_000 + 1 }).outcome == .inconclusive)
    }

    /// A counter stands for a thousandth of its values: what is in it with the limit isn't surely above.
    @Test func aValueBesideTheLimitInItsCounterFailsNothing() throws {
        let times = histogram(1000) { _ in 100_000_000 }
        let rounded = try #require(times.value(atQuantile: 0.5))
        #expect(rounded > 100_000_000)
        let limit = QuantileLimit(name: "p95", quantile: 0.95, limitNs: Double(rounded - 1))
        #expect(limit.judge(times).outcome == .inconclusive)
        #expect(QuantileLimit(name: "p95", quantile: 0.95, limitNs: 99_000_000).judge(times).outcome == .fail)
    }

    @Test func noFailureIsReportedAsAnUpperBound() {
        let limit = ErrorRateLimit(name: "errors", limit: 0.01)
        let verdict = limit.judge(failed: 0, of: 1000)
        #expect(verdict.outcome == .pass)
        #expect(verdict.sentence == "0 of 1000 (below 0.30 %) failed, of at most 1.0 %")
        #expect(limit.judge(failed: 0, of: 100).outcome == .inconclusive)
        #expect(limit.judge(failed: 50, of: 1000).outcome == .fail)
        #expect(limit.judge(failed: 5, of: 3).outcome == .fail)
    }
}
