import Measurement
import Testing

@testable import Load

private func facts(_ completed: Int64, failed: Int64 = 0, unconnected: Int64 = 0, ms: Int64 = 10, cost: Double = 0)
    -> SecondFacts
{
    var facts = SecondFacts(ShardSlices())
    facts.completed = completed
    facts.failed = failed
    facts.unconnected = unconnected
    facts.response.record(ms * 1_000_000, count: completed)
    facts.cost = cost
    return facts
}

/// The second at whose end the watch wanted to stop, and why.
private func stop(_ guards: [RunGuard], costs: CostModel? = nil, _ seconds: [SecondFacts]) -> (Int, StopReason)? {
    var watch = GuardWatch(guards, costs: costs)
    for (second, facts) in seconds.enumerated() {
        if let reason = watch.secondPassed(facts) { return (second, reason) }
    }
    return nil
}

@Suite struct GuardWatchTests {
    @Test func anErrorRateStopsOnceItsWindowIsFull() throws {
        let seconds = [facts(10, failed: 10)] + Array(repeating: facts(10, failed: 6), count: 9)
        let (second, reason) = try #require(stop([.errorRate(above: 0.5, over: .seconds(4))], seconds))
        #expect(second == 3)
        #expect(reason == .guarded("error rate 70 % over 4 s, above 50 %"))
    }

    @Test func anErrorRateWithinItsLimitNeverStops() {
        #expect(
            stop([.errorRate(above: 0.5, over: .seconds(2))], Array(repeating: facts(10, failed: 5), count: 60)) == nil)
    }

    @Test func aDelayLeavesTheStartAlone() throws {
        let seconds = Array(repeating: facts(10, failed: 10), count: 20)
        let (second, _) = try #require(stop([.errorRate(above: 0.1, over: .seconds(2), after: .seconds(8))], seconds))
        #expect(second == 9)
    }

    @Test func secondsWithoutRequestsAreNoEvidence() {
        #expect(stop([.errorRate(above: 0, over: .seconds(1))], Array(repeating: facts(0), count: 30)) == nil)
    }

    @Test func aSlowQuantileStops() throws {
        let seconds = Array(repeating: facts(100, ms: 10), count: 5) + Array(repeating: facts(100, ms: 900), count: 5)
        let limit = RunGuard.responseTime(0.95, above: .milliseconds(500), over: .seconds(3))
        let (second, reason) = try #require(stop([limit], seconds))
        #expect(second == 5)
        #expect(reason.sentence(after: .seconds(6), of: .seconds(10))?.contains("p95") == true)
    }

    @Test func failuresAddUpOverTheRun() throws {
        let (second, reason) = try #require(
            stop([.failures(above: 4)], Array(repeating: facts(10, failed: 1), count: 9)))
        #expect(second == 4)
        #expect(reason == .guarded("5 requests have failed, more than 4"))
    }

    @Test func aBudgetStopsWhenItIsSpent() throws {
        let costs = CostModel(per1000: ["POST /generate": 400])
        let seconds = Array(repeating: facts(10, cost: costs.cost(of: 10, requestsTo: "POST /generate")), count: 9)
        let (second, reason) = try #require(stop([.cost(above: 10)], costs: costs, seconds))
        #expect(second == 2)
        #expect(reason == .guarded("the requests have cost 12 USD, above the budget of 10"))
    }

    @Test func theLikelyCostIsToldBeforeTheRunAndHeldAgainstTheBudget() {
        let prices = CostModel(per1000: ["POST /generate": 4, "GET /status/{jobId}": 0.02])
        let load = LoadModel.users(startingAt: 10, .hold(for: .seconds(60)), .ramp(to: 100, over: .seconds(300)))
        #expect(prices.forecast(of: load) == [], "nothing was expected")
        let expected = prices.expecting(["POST /generate": 0.25, "GET /status/{jobId}": 0.15])
        // 600 + 16,500 user-seconds make 4,275 requests at 4 dollars a thousand and 2,565 at two cents.
        #expect(expected.forecast(of: load) == ["it is likely to cost 17.15 USD"])
        #expect(expected.forecast(of: load.stopping(when: .cost(above: 20))) == ["it is likely to cost 17.15 USD"])
        #expect(
            expected.forecast(of: load.stopping(when: .cost(above: 10))) == [
                "it is likely to cost 17.15 USD, and will be stopped at its budget of 10"
            ])
        #expect(expected.forecast(of: .iterations(each: 1, users: 1)) == [])
        #expect(
            prices.expecting(["GET /": -1]).faults == ["the number of requests to “GET /”, -1, can't be negative"])
    }

    @Test func aTargetThatRefusesAllConnectionsIsLost() throws {
        let lost = Array(repeating: facts(10, failed: 10, unconnected: 10), count: 8)
        let (second, reason) = try #require(stop([], [facts(10), facts(10)] + lost))
        #expect(second == 6)
        #expect(reason == .targetLost("the target couldn't be reached for 5 s (50 requests failed to connect)"))
        #expect(stop([], Array(repeating: facts(10, failed: 9, unconnected: 9), count: 30)) == nil)
    }

    @Test(arguments: [
        (RunGuard.errorRate(above: 1), 1), (.errorRate(above: -0.1, over: .seconds(-1)), 2), (.failures(above: -1), 1),
        (.responseTime(1, above: .seconds(1)), 1), (.cost(above: 0), 1), (.errorRate(above: 0.5), 0),
    ])
    func senselessGuardsAreRefused(condition: RunGuard, faults: Int) {
        #expect(condition.faults.count == faults)
    }
}
