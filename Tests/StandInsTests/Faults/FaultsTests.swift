import Testing

@testable import StandIns

@Suite struct FaultsTests {
    @Test(
        arguments: [
            (0.0, 0.0, Faults.Fate.close), (0.009, 0, .close), (0.01, 0, .fail(status: 503)),
            (0.059, 0, .fail(status: 503)), (0.0601, 0.019, .serve(factor: 6)), (0.0601, 0.02, .serve(factor: 1.2)),
        ])
    func sharesDecideTheFate(failing: Double, slowness: Double, fate: Faults.Fate) {
        let faults = Faults(
            slowerPercent: 20, slowShare: 0.02, slowFactor: 5, errorShare: 0.05, errorStatus: 503, closedShare: 0.01)
        #expect(faults.fate(failing, slowness) == fate)
    }

    @Test func nothingGoesWrongByDefault() {
        #expect(Faults.none.fate(0, 0) == .serve(factor: 1))
    }

    @Test(
        arguments: [
            ("slower=20%", Faults(slowerPercent: 20)),
            ("slow=1%x10, errors=5%", Faults(slowShare: 0.01, slowFactor: 10, errorShare: 0.05)),
            ("errors=5%:503,closed=1%", Faults(errorShare: 0.05, errorStatus: 503, closedShare: 0.01)),
            ("stall=1s/10s", Faults(stall: Stall(every: .seconds(10), length: .seconds(1)))),
            ("", Faults.none),
        ])
    func textIsRead(text: String, faults: Faults) throws {
        #expect(try Faults(text: text) == faults)
    }

    @Test func everyUnreadablePartIsTold() {
        let error = #expect(throws: Faults.Unreadable.self) { try Faults(text: "slower=20,loud=1%,stall=2s") }
        #expect(error?.problems.count == 3)
        #expect(error?.problems.first?.hasPrefix("“slower=20” is no fault: expected slower=20%") == true)
    }

    @Test(arguments: ["errors=101%", "stall=10s/10s", "errors=60%,closed=60%", "slow=1%x0.5", "errors=1%:200"])
    func impossibleFaultsAreRefused(text: String) {
        #expect(throws: Faults.Unreadable.self) { try Faults(text: text) }
    }
}

/// Work that meets a stall of 1 s at the end of each 10 s; times in seconds.
@Suite struct StallTests {
    @Test(
        arguments: [
            (work: 0.5, started: 0.0, end: 0.5),
            (work: 0, started: 5, end: 5),
            // Just done before the stall, and reaching into it.
            (work: 1, started: 8, end: 9),
            (work: 1, started: 8.5, end: 10.5),
            // Begun while it lasts.
            (work: 0, started: 9.5, end: 10),
            (work: 0.25, started: 9, end: 10.25),
            // Over several periods: 9 s of work in each.
            (work: 18, started: 0, end: 19),
            (work: 20, started: 0, end: 22),
            (work: 18.5, started: 9.5, end: 30.5),
            (work: 1, started: 108.5, end: 110.5),
        ])
    func workRestsWhileItLasts(work: Double, started: Double, end: Double) {
        let stall = Stall(every: .seconds(10), length: .seconds(1))
        #expect(stall.end(ofWorkNs: Int64(work * 1e9), startedNs: Int64(started * 1e9)) == Int64(end * 1e9))
    }
}
