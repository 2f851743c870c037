import Load
import Measurement
import Reporting
import Testing

@testable import Plimsoll

/// A report of 100 requests, of which some were throttled and some slow.
private func report(throttled: Int = 0, slow: Int = 0) -> RunReport {
    let recorder = Recorder(originNs: 0, phases: [])
    let endpoint = recorder.endpoint("POST /generate")
    for request in 0..<100 {
        recorder.started(endpoint)
        let end: Int64 = request < slow ? 6_000_000_000 : 100_000_000
        let isThrottled = request < throttled
        recorder.finished(
            endpoint,
            Sample(
                plannedNs: 0, startNs: 0, endNs: end, failure: isThrottled ? .status : nil,
                status: isThrottled ? 429 : 200))
    }
    var totals = RunTotals(phases: [])
    totals.add(recorder.drain(before: .max))
    return RunReport(totals: totals, duration: .seconds(10))
}

private let limits: [RunLimit] = [
    .must("error rate", below: 0.01) { $0.errorRate }, .must("p95", below: .seconds(5)) { $0.p95 },
    .should("p99", below: .seconds(3)) { $0.p99 }, .must("throttles", atMost: 0) { $0.count(ofStatus: 429) },
    .should("slow answers", atMost: 0.02) { $0.share(slowerThan: .seconds(2)) },
]

@Suite struct RunLimitTests {
    @Test(arguments: [
        (0, 0, []), (5, 0, ["error rate < 0.01", "throttles ≤ 0"]), (0, 3, ["p99 < 3 s", "slow answers ≤ 0.02"]),
        (0, 50, ["p95 < 5 s", "p99 < 3 s", "slow answers ≤ 0.02"]),
    ])
    func brokenLimitsAreNamed(throttled: Int, slow: Int, broken: [String]) {
        let judged = limits.map { $0.judge(report(throttled: throttled, slow: slow)) }
        #expect(judged.filter { !$0.passed }.map(\.name) == broken)
    }

    @Test func severitiesAreKept() {
        #expect(limits.map { $0.judge(report()) }.map(\.isRequired) == [true, true, false, true, false])
    }

    @Test func aLimitOnNothingIsBroken() {
        let empty = RunReport(totals: RunTotals(phases: []), duration: .seconds(1))
        #expect(limits.map { $0.judge(empty) }.allSatisfy { !$0.passed })
    }

    @Test func costsAreFiguresByEndpoint() {
        let costs = CostModel(per1000: ["POST /generate": 40], others: 1)
        #expect(costs.cost(of: 500, requestsTo: "POST /generate") == 20)
        #expect(costs.cost(of: 500, requestsTo: "GET /") == 0.5)
        #expect(
            costs.estimate(
                of: .arrivals(perSecond: 10, for: .seconds(100)), making: ["POST /generate": 0.5, "GET /": 1]) == 21)
        #expect(costs.estimate(of: .iterations(each: 1, users: 1), making: [:]) == nil)
    }
}
