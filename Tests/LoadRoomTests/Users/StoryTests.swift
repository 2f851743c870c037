import Measurement
import Testing

@testable import Load

private let cart = Captured<[String]>("cart")

@Suite struct StoryTests {
    @Test func aTransactionHasARowOfItsOwnAndIsNoRequest() async throws {
        let scenario = ScriptedScenario("buying") {
            ScriptedAction("buy", tags: "checkout") { user in
                try await user.transaction("checkout") {
                    try await user.get("GET /cart")
                    try await user.pause(.milliseconds(20))
                    try await user.get("POST /checkout")
                }
            }
        }
        let (report, _) = try await execute(scenario, .iterations(each: 3, users: 2))
        #expect(report.requests == 12)
        #expect(report["checkout"].kind == .transaction)
        #expect(report["checkout"].requests == 6)
        #expect(report["checkout"].min >= .milliseconds(20))
        #expect(report.tag("checkout").requests == 12)
    }

    @Test func aTransactionFailsWithItsBody() async throws {
        let scenario = ScriptedScenario("buying") {
            ScriptedAction("buy") { user in try await user.transaction("checkout") { try await user.get("GET /cart") } }
        }
        let (report, _) = try await execute(
            scenario, .iterations(each: 2, users: 1), over: ScriptedTransport(fails: { _ in true }))
        #expect(report["checkout"].failures == 2)
        #expect(report.failures == 2)
    }

    @Test func metricsAndChecksOfTheSuitesOwnReachTheReport() async throws {
        let scenario = ScriptedScenario("measuring") {
            ScriptedAction("measure") { user in
                try await user.get("GET /")
                user.count("items", by: 3)
                user.gauge("depth", 7)
                user.timing("render", .milliseconds(40))
                user.check("is even", user.number % 2 == 0)
            }
        }
        let (report, _) = try await execute(scenario, .iterations(each: 2, users: 4))
        #expect(report.metric("items").total == 24)
        #expect(report.metric("depth").last == 7)
        #expect(report.metric("render").timing.count == 8)
        #expect(report.check("is even") == 0.5)
    }

    @Test func usersKeepWhatTheyCapture() async throws {
        let transport = ScriptedTransport()
        let scenario = ScriptedScenario("keeping", order: .sequence) {
            ScriptedAction("put") { user in user[cart] = (user[cart] ?? []) + ["\(user.number)"] }
            ScriptedAction("look") { user in user.does(user[cart]?.joined() ?? "nothing") }
        }
        _ = try await execute(scenario, .iterations(each: 3, users: 2), over: transport, shards: 1)
        let seen = transport.events.compactMap { if case .did(1, let what) = $0 { what } else { nil } }
        #expect(seen == ["1", "11", "111"])
    }

    @Test func costsAreAMetricAndABudgetStopsTheRun() async throws {
        let scenario = ScriptedScenario("spending", wait: .constant(.milliseconds(5))) {
            ScriptedAction("generate") { user in try await user.get("POST /generate") }
        }
        let costs = CostModel(per1000: ["POST /generate": 1_000])
        let (report, _) = try await execute(scenario, .iterations(each: 5, users: 2)) { $0.costs = costs }
        #expect(report.metric("cost (USD)").total == 10)
        let (_, outcome) = try await execute(scenario, .users(2, for: .hours(1)).stopping(when: .cost(above: 5))) {
            $0.costs = costs
        }
        guard case .guarded(let sight) = outcome.reason else { throw Refusal(description: "\(outcome.reason)") }
        #expect(sight.contains("above the budget of 5"))
    }
}
