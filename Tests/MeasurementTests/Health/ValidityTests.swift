import Measurement
import Testing

@Suite struct ValidityTests {
    private func report(
        tier: String? = nil, responseNs: Int64 = 10_000_000, seconds: Int = 1, _ change: (inout SecondSlice) -> Void
    ) -> RunReport {
        var totals = RunTotals(phases: [])
        var tally = Tally()
        tally.completed = 200
        tally.response.record(responseNs, count: 200)
        let all = (0..<seconds).map { number in
            var second = SecondSlice(second: number, phase: 0)
            change(&second)
            return second
        }
        totals.add(
            ShardSlices(
                slices: [Slice(second: 0, phase: 0, endpoint: Endpoint(name: "GET /"), tally: tally)], seconds: all))
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
        #expect(report.health.stolenShare.value == nil && report.health.throttledShare.value == nil)
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

    /// What was taken in the two seconds of a run, what the reasons say of it, and what the remedy is; nil for the usual one.
    @Test(
        arguments: [
            ([(nil, nil)], "", nil),
            ([(0.04, 0.04)], "", nil),
            ([(0.12, nil)], "; the host took 12 % of the processors", "use a quieter machine"),
            (
                [(0.02, 0), (0.38, 0)], "; the host took 20 % of the processors, 38 % in the worst second",
                "use a quieter machine"
            ),
            (
                [(0, 0.06)] + Array(repeating: (0, 0), count: 9),
                "; the container's CPU limit held the generator back for up to 6 % of the time",
                "raise the container's CPU limit"
            ),
            (
                [(0.05, 0.5)],
                "; the host took 5 % of the processors; the container's CPU limit held the generator back for 50 % of the time",
                "use a quieter machine, and raise the container's CPU limit"
            ),
        ] as [([(Double?, Double?)], String, String?)])
    func lateGeneratorIsExplainedByWhatOthersTook(
        taken: [(stolen: Double?, throttled: Double?)], said: String, remedy: String?
    ) {
        let report = report(seconds: taken.count) { second in
            second.lag.record(50_000_000, count: 200)
            second.health.longestStallNs = 800_000_000
            (second.health.stolenShare, second.health.throttledShare) = taken[second.second]
        }
        #expect(
            report.validity.reasons.map(\.reason) == [
                "requests started late: schedule lag p99 50 ms, allowed 10 ms" + said,
                "an event loop stood still for 800 ms, allowed 250 ms" + said,
            ])
        for reason in report.validity.reasons {
            #expect(remedy == nil ? !reason.remedy.contains("quieter") : reason.remedy == remedy)
        }
    }

    @Test func whatOthersTookIsNoFaultOfItsOwn() {
        let report = report { $0.health = HealthTally(stolenShare: 0.4, throttledShare: 0.9) }
        #expect(report.validity == .valid)
        #expect("\(report.health.stolenShare)" == "40 % (mean of 1 s, at most 40 %)")
        #expect("\(report.health.throttledShare)" == "90 % (mean of 1 s, at most 90 %)")
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
                "10 of 100 arrivals were dropped, allowed 1 %: the generator couldn't keep up with the rate",
            ])
        #expect(report.warnings.isEmpty)
    }

    @Test func droppedArrivalsOfAGeneratorThatCouldntKeepUpAskForASmallerRate() {
        for (lagNs, remedy) in [
            (20_000_000, "raise the cap on users in flight, or lower the rate to what the target can take"),
            (1_200_000_000, "lower the rate, or give the generator more cores or machines"),
        ] as [(Int64, String)] {
            let report = report { second in
                second.lag.record(lagNs, count: 200)
                second.arrivalsStarted = 90
                second.arrivalsDropped = 10
            }
            let dropped = report.validity.reasons.last
            #expect(dropped?.reason.hasPrefix("10 of 100 arrivals were dropped, allowed 1 %") == true)
            #expect(dropped?.remedy == remedy)
        }
    }

    /// The whole run's, whichever part is looked at; and a run within its warm-up has nothing to believe.
    @Test func partsOfARunAreBelievedAsTheWholeIs() {
        var totals = RunTotals(phases: [
            PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "sustained", start: .seconds(1)),
        ])
        var tally = Tally()
        tally.completed = 5
        let endpoint = Endpoint(name: "GET /")
        totals.add(Slice(second: 0, phase: 0, endpoint: endpoint, tally: tally))
        let early = RunReport(totals: totals, duration: .seconds(2))
        #expect(
            early.validity.reasons.map(\.reason) == ["nothing was measured: everything was over within the warm-up"])
        #expect(early.phase("warm-up").validity == early.validity)
        totals.add(Slice(second: 1, phase: 1, endpoint: endpoint, tally: tally))
        let whole = RunReport(totals: totals, duration: .seconds(2))
        #expect(whole.validity == .valid && whole.tag("none").validity == .valid)
        #expect(
            RunReport(totals: RunTotals(phases: []), duration: .seconds(2)).validity.reasons.map(\.reason) == [
                "nothing was measured: no request was finished"
            ])
    }

    @Test func aReasonOfTheRunsOwnCountsAsWell() {
        let reason = InvalidReason("a worker vanished", remedy: "look at its log")
        let report = RunReport(totals: RunTotals(phases: []), duration: .seconds(1), invalid: [reason])
        #expect(report.validity.reasons.first == reason)
        #expect(report.phase("load").validity.reasons.first == reason)
    }
}
