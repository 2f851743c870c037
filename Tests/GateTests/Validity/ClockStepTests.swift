import Testing

@testable import Gate

@Suite struct ClockStepTests {
    @Test func aClockThatWasSetInvalidatesAndOneThatIsSlewedDoesNot() {
        #expect(ClockStep(wall: 60.4, monotonic: 60).fault == nil)
        #expect(ClockStep(wall: 59.2, monotonic: 60).fault == nil)
        #expect(
            ClockStep(wall: 3660, monotonic: 60).fault
                == "the clock was set forward by 3600.0 s while it was measured")
        #expect(ClockStep(wall: 50, monotonic: 60).fault == "the clock was set back by 10.0 s while it was measured")
    }
}
