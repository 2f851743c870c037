import Foundation
import Gate
import Testing

@testable import PlimsollCommand

/// What other programs took follows from what the system tells at two moments.
@Suite struct ProcessorUseTests {
    private func use(_ times: String, _ processes: [(Int32, String, Int)] = []) throws -> ProcessorUse {
        let lines = processes.map { number, name, ticks in
            (number, "\(number) (\(name)) S 1 1 1 0 -1 4194560 1 2 3 4 \(ticks - 1) 1 9 9 20 0 1 0 100 1 2")
        }
        return try #require(
            ProcessorUse(stat: "cpu  \(times) 7 7\ncpu0 1 2 3 4 5 6 7 8 0 0\nintr 5\n", processes: lines))
    }

    @Test func whatIsNeitherIdleNorStolenNorOursIsOthersWork() throws {
        let before = try use("100 0 50 800 20 5 5 20", [(1, "plimsoll", 10), (2, "a (b) c", 40), (3, "make", 5)])
        // 200 ticks: 120 busy, 60 idle, 10 waiting, 10 stolen.
        let after = try use(
            "180 10 70 860 30 10 10 30", [(1, "plimsoll", 30), (2, "a (b) c", 90), (3, "make", 10), (4, "make", 20)])
        let others = try #require(after.others(since: before, own: 1))
        #expect(others == OtherWork(share: 0.5, busiest: "a (b) c", busiestShare: 0.25))
        #expect(
            others.text == "other programs took 50 % of the processors (most of all “a (b) c”, 25 %)")
    }

    @Test func processesOfOneProgramCountTogetherAndANumberMayBeGivenAgain() throws {
        let before = try use("0 0 0 0 0 0 0 0", [(2, "server", 900), (3, "cc", 10)])
        let after = try use("100 0 0 100 0 0 0 0", [(2, "cc", 40), (3, "cc", 30), (5, "ld", 50)])
        #expect(
            after.others(since: before, own: 1) == OtherWork(share: 0.5, busiest: "cc", busiestShare: 0.3))
    }

    @Test func littleWorkAndHiddenProgramsHaveFewerWords() throws {
        let before = try use("0 0 0 0 0 0 0 0")
        #expect(try use("2 0 0 98 0 0 0 0").others(since: before, own: 1)?.text == nil)
        #expect(
            try use("60 0 0 40 0 0 0 0").others(since: before, own: 1)?.text
                == "other programs took 60 % of the processors")
        #expect(before.others(since: before, own: 1) == nil)
        // A machine that is all ours leaves nothing to others, whatever the rounding.
        let own = try use("50 0 0 50 0 0 0 0", [(1, "plimsoll", 52)])
        #expect(own.others(since: try use("0 0 0 0 0 0 0 0", [(1, "plimsoll", 0)]), own: 1)?.share == 0)
    }

    @Test(arguments: ["", "cpu", "cpu  1 2 3", "cpu  a b c d e f g h", "cpu0 1 2 3 4 5 6 7 8"])
    func whatIsNotToldIsNotKnown(text: String) {
        #expect(ProcessorUse(stat: text, processes: []) == nil)
    }

    @Test func theWorstSightNamesTheMostOthersTook() {
        let calm = MachineSight(oversleep: .microseconds(90), others: OtherWork(share: 0.02))
        let loud = MachineSight(
            oversleep: .milliseconds(3), others: OtherWork(share: 0.97, busiest: "cc", busiestShare: 0.9))
        #expect(calm.text == "timers woke 90 µs late (p99)")
        #expect(calm.merged(with: loud).others == loud.others)
        #expect(
            loud.text
                == "other programs took 97 % of the processors (most of all “cc”, 90 %), timers woke 3 ms late (p99)")
        // Work that keeps nobody from a schedule doesn't make a machine loud.
        #expect(MachineSight(oversleep: .microseconds(90), others: OtherWork(share: 0.97)).isQuiet)
    }
}
