import Measurement
import Testing

@Suite struct ValidityTests {
    private func report(_ change: (inout SecondSlice) -> Void, responseNs: Int64 = 10_000_000) -> RunReport {
        var totals = RunTotals(phases: [])
        var tally = Tally()
        tally.completed = 200
        tally.response.record(responseNs, count: 200)
        var second = SecondSlice(second: 0, phase: 0)
        change(&second)
        totals.add(
            ShardSlices(
                slices: [Slice(second: 0, phase: 0, endpoint: Endpoint(name: "GET /"), tally: tally)], seconds: [second]
            ))
        return RunReport(totals: totals, duration: .seconds(1))
    }

    @Test func aHealthyRunIsValid() {
        let report = report { second in
            second.lag.record(1_000_000, count: 200)
            second.arrivalsStarted = 200
            second.health = HealthTally(
                longestStallNs: 5_000_000, cpuShare: 0.3, descriptors: 40, descriptorLimit: 1_024)
        }
        #expect(report.validity == .valid)
        #expect("\(report.health.lag.p99)" == "1 ms (p99 of 200)")
        #expect("\(report.health.cpuShare)" == "30 % (mean of 1 s)")
        #expect("\(report.health.descriptors)" == "40 (of 1,024)")
    }

    @Test func whatWasntMeasuredIsMissing() {
        let report = report { _ in }
        #expect(report.health.cpuShare.value == nil)
        #expect(report.health.longestStall.value == nil)
        #expect(report.health.descriptors.value == nil)
        #expect(report.validity == .valid)
    }

    @Test func everyReasonIsNamedWithItsRemedy() {
        let report = report { second in
            second.lag.record(50_000_000, count: 200)
            second.arrivalsStarted = 90
            second.arrivalsDropped = 10
            second.health = HealthTally(
                longestStallNs: 800_000_000, cpuShare: 0.97, descriptors: 1_020, descriptorLimit: 1_024)
        }
        #expect(
            report.validity.reasons.map(\.reason) == [
                "requests started late: schedule lag p99 50 ms, allowed 10 ms",
                "an event loop stood still for 800 ms, allowed 250 ms",
                "the generator used 97 % of its processors, allowed 80 %",
                "10 of 100 arrivals were dropped, allowed 1 %",
                "1,020 of 1,024 file descriptors were in use",
            ])
        #expect(report.validity.reasons.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test func lagIsMeasuredAgainstTheResponseTime() {
        #expect(report({ $0.lag.record(50_000_000, count: 200) }, responseNs: 2_000_000_000).validity == .valid)
    }

    @Test func aReasonOfTheRunsOwnCountsAsWell() {
        let reason = InvalidReason("a worker vanished", remedy: "look at its log")
        let report = RunReport(totals: RunTotals(phases: []), duration: .seconds(1), invalid: [reason])
        #expect(report.validity.reasons.first == reason)
        #expect(report.phase("load").validity.reasons.first == reason)
    }
}
