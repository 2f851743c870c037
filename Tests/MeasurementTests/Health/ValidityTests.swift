import Measurement
import Testing

@Suite struct ValidityTests {
    private func report(
        tier: String? = nil, responseNs: Int64 = 10_000_000, _ change: (inout SecondSlice) -> Void
    ) -> RunReport {
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
        return RunReport(totals: totals, duration: .seconds(1), rules: ValidityRules(tier: tier))
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
        #expect(report(responseNs: 2_000_000_000) { $0.lag.record(50_000_000, count: 200) }.validity == .valid)
    }

    @Test func runOfTheSmallestTierOnABusyMachineIsBelievedWithACaution() {
        func busy(_ second: inout SecondSlice) {
            second.lag.record(75_000_000, count: 200)
            second.health.longestStallNs = 400_000_000
        }
        let smoke = report(tier: "smoke", busy)
        #expect(smoke.validity == .valid)
        #expect(
            smoke.warnings == [
                "requests started late: schedule lag p99 75 ms, allowed 10 ms for figures that are compared; "
                    + "lower the rate, give the generator more cores, or keep other work off its machine",
                "an event loop stood still for 400 ms, allowed 250 ms for figures that are compared; "
                    + "take blocking calls and heavy work out of the scenario, or give the generator a machine of its own",
            ])
        for tier in [nil, "load", "stress", "soak"] {
            #expect(report(tier: tier, busy).validity.reasons.count == 2)
            #expect(report(tier: tier, busy).warnings.isEmpty)
        }
    }

    @Test func runOfTheSmallestTierThatDidntDeliverItsLoadIsInvalid() {
        let report = report(tier: "smoke") { second in
            second.lag.record(2_000_000_000, count: 200)
            second.arrivalsStarted = 90
            second.arrivalsDropped = 10
            second.health = HealthTally(longestStallNs: 1_500_000_000, cpuShare: 0.97)
        }
        #expect(
            report.validity.reasons.map(\.reason) == [
                "requests started late: schedule lag p99 2 s, allowed 1 s",
                "an event loop stood still for 1.5 s, allowed 1 s",
                "the generator used 97 % of its processors, allowed 80 %",
                "10 of 100 arrivals were dropped, allowed 1 %",
            ])
        #expect(report.warnings.isEmpty)
    }

    @Test func aReasonOfTheRunsOwnCountsAsWell() {
        let reason = InvalidReason("a worker vanished", remedy: "look at its log")
        let report = RunReport(totals: RunTotals(phases: []), duration: .seconds(1), invalid: [reason])
        #expect(report.validity.reasons.first == reason)
        #expect(report.phase("load").validity.reasons.first == reason)
    }
}
