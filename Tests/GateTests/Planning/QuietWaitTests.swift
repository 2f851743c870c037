import Testing

@testable import Gate

/// Waiting for a quieter machine, on a clock that is set by hand.
@Suite struct QuietWaitTests {
    private static let quiet = MachineSight(stolenShare: 0, oversleep: .microseconds(80))
    private static let loud = MachineSight(stolenShare: 0.2, oversleep: .milliseconds(4))

    @Test func undisturbedBlocksAreNeverWaitedFor() {
        var wait = QuietWait(patience: .seconds(600))
        #expect(wait.blockWanted(at: .zero) == .measure)
        wait.blockEnded(isDisturbed: false)
        #expect(wait.blockWanted(at: .seconds(60)) == .measure)
        #expect(wait.waited(at: .seconds(60)) == .zero && wait.worst == nil)
    }

    @Test func withoutPatienceNothingIsWaitedFor() {
        var wait = QuietWait(patience: .zero)
        wait.blockEnded(isDisturbed: true)
        #expect(wait.blockWanted(at: .seconds(60)) == .measure)
    }

    /// Disturbed blocks in a row, what is seen every three seconds from then on, and what is done at last.
    @Test(
        arguments: [
            (1, "q", .measure), (1, "lllq", .measure), (1, "l", .look(left: .seconds(57))),
            // Each further block in a row asks for twice as many quiet looks in a row, at most eight.
            (2, "q", .look(left: .seconds(57))), (2, "qq", .measure), (2, "qlq", .look(left: .seconds(51))),
            (2, "qlqq", .measure), (3, "qqq", .look(left: .seconds(51))), (3, "qqqq", .measure),
            (4, "qqqqqqqq", .measure), (5, "qqqqqqqq", .measure), (9, "qqqqqqq", .look(left: .seconds(39))),
            // The patience of a minute ends with the twentieth look.
            (1, String(repeating: "l", count: 19), .look(left: .seconds(3))),
            (1, String(repeating: "l", count: 20), .stopWaiting),
            (1, String(repeating: "l", count: 19) + "q", .measure),
        ] as [(Int, String, QuietWait.Step)])
    func machineHasToLookQuietForAWhile(disturbed: Int, seen: String, last: QuietWait.Step) {
        var wait = QuietWait(patience: .seconds(60))
        for _ in 0..<disturbed { wait.blockEnded(isDisturbed: true) }
        var moment = Duration.seconds(1000)
        var step = wait.blockWanted(at: moment)
        #expect(step == .look(left: .seconds(60)))
        for sight in seen {
            moment += .seconds(3)
            step = wait.looked(sight == "q" ? Self.quiet : Self.loud, at: moment)
        }
        #expect(step == last)
        #expect(wait.waited(at: moment) == .seconds(3 * seen.count))
        #expect(wait.worst == (seen.contains("l") ? Self.loud : Self.quiet))
    }

    @Test func allWaitsTogetherHaveAnEnd() {
        var wait = QuietWait(patience: .seconds(60))
        wait.blockEnded(isDisturbed: true)
        #expect(wait.blockWanted(at: .zero) == .look(left: .seconds(60)))
        #expect(wait.looked(Self.quiet, at: .seconds(40)) == .measure)
        // What passes while blocks are measured isn't waiting.
        #expect(wait.waited(at: .seconds(500)) == .seconds(40))
        wait.blockEnded(isDisturbed: true)
        #expect(wait.blockWanted(at: .seconds(500)) == .look(left: .seconds(20)))
        #expect(wait.looked(Self.loud, at: .seconds(525)) == .stopWaiting)
        wait.blockEnded(isDisturbed: true)
        #expect(wait.blockWanted(at: .seconds(600)) == .measure)
        #expect(wait.waited(at: .seconds(700)) == .seconds(65))
    }

    @Test func anUndisturbedBlockMakesTheNextWaitShortAgain() {
        var wait = QuietWait(patience: .seconds(60))
        for isDisturbed in [true, true, true, false, true] { wait.blockEnded(isDisturbed: isDisturbed) }
        #expect(wait.blockWanted(at: .zero) == .look(left: .seconds(60)))
        #expect(wait.looked(Self.quiet, at: .seconds(3)) == .measure)
    }

    @Test(
        arguments: [
            (nil, 100, true, "timers woke 100 µs late (p99)"),
            (0.0, 1000, true, "the host took 0 % of the processors, timers woke 1 ms late (p99)"),
            (0.049, 1000, true, "the host took 5 % of the processors, timers woke 1 ms late (p99)"),
            (0.05, 100, false, "the host took 5 % of the processors, timers woke 100 µs late (p99)"),
            (0.0, 1001, false, "the host took 0 % of the processors, timers woke 1 ms late (p99)"),
        ] as [(Double?, Int, Bool, String)])
    func machineIsQuietWhereABlockWouldBeValid(stolen: Double?, late: Int, isQuiet: Bool, text: String) {
        let sight = MachineSight(stolenShare: stolen, oversleep: .microseconds(late))
        #expect(sight.isQuiet == isQuiet)
        #expect(sight.text == text)
    }
}
