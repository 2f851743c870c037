import Foundation
import Gate
import Synchronization
import Testing

@testable import PlimsollCommand

/// A machine whose looks are written down, on a clock that each of them sets forward.
final class ScriptedMachine: MachineLook {
    private let state: Mutex<(sights: [MachineSight], now: Duration)>
    private let looked: @Sendable (Int) -> Void
    private let count = Atomic(0)

    /// - Parameter looked: is told the number of each look, before it sees anything.
    init(_ sights: [MachineSight], looked: @escaping @Sendable (Int) -> Void = { _ in }) {
        state = Mutex((sights, .zero))
        self.looked = looked
    }

    static let quiet = MachineSight(stolenShare: 0, oversleep: .microseconds(80))
    static let loud = MachineSight(stolenShare: 0.21, oversleep: .milliseconds(4))

    /// How often it was looked at.
    var looks: Int { count.load(ordering: .relaxed) }
    /// The clock.
    var now: Duration { state.withLock { $0.now } }

    func look(for duration: Duration, isStopping: @escaping @Sendable () -> Bool) async -> MachineSight? {
        looked(count.add(1, ordering: .relaxed).newValue)
        if isStopping() { return nil }
        return state.withLock { state in
            state.now += duration
            return state.sights.isEmpty ? Self.quiet : state.sights.removeFirst()
        }
    }
}

@Suite struct QuietMomentTests {
    private func disturbed(_ stolen: Double? = nil) -> Block {
        var base = Repetition(readings: [:], faults: ["the generator started late"])
        base.disturbance = Disturbance(stolenShare: stolen)
        return Block(index: 1, first: .base, base: base, head: Repetition(readings: [:]))
    }

    private func moment(_ machine: ScriptedMachine, patience: Duration = .seconds(600)) -> QuietMoment {
        QuietMoment(patience: patience, machine: machine, now: { machine.now })
    }

    @Test func aDisturbedBlockIsFollowedByAWaitThatSaysWhatItWaitsFor() async {
        let machine = ScriptedMachine(Array(repeating: ScriptedMachine.loud, count: 12))
        var quiet = moment(machine)
        quiet.blockEnded([disturbed()])
        var lines: [String] = []
        #expect(await quiet.come(isStopping: { false }) { lines.append($0) })
        #expect(
            lines == [
                "  the machine disturbed that block: waiting until it is quiet, at most 10 min more (--patience)",
                "  waiting for a quieter machine, at most 9 min 30 s more: "
                    + "the host took 21 % of the processors, timers woke 4 ms late (p99)",
                "  it is quiet again after 39 s: the host took 0 % of the processors, timers woke 80 µs late (p99)",
            ])
        #expect(
            quiet.notice == "it waited 39 s in all for a quieter machine, of which it saw at worst: "
                + "the host took 21 % of the processors, timers woke 4 ms late (p99)")
        // The next block is measured without looking.
        #expect(await quiet.come(isStopping: { false }) { lines.append($0) })
        #expect(machine.looks == 13 && lines.count == 3)
    }

    @Test func patienceEnds() async {
        let machine = ScriptedMachine(Array(repeating: ScriptedMachine.loud, count: 100))
        var quiet = moment(machine, patience: .seconds(9))
        quiet.blockEnded([disturbed()])
        var lines: [String] = []
        #expect(await quiet.come(isStopping: { false }) { lines.append($0) })
        #expect(machine.looks == 3)
        #expect(lines.last?.hasPrefix("  no more patience after 9 s, measuring as it is: the host took 21 %") == true)
        quiet.blockEnded([disturbed()])
        #expect(await quiet.come(isStopping: { false }) { lines.append($0) })
        #expect(machine.looks == 3 && lines.count == 2)
    }

    @Test func blocksThatTheMachineDidntDisturbAreNotWaitedFor() async {
        let machine = ScriptedMachine([])
        var quiet = moment(machine)
        var invalid = disturbed()
        invalid.base.disturbance = nil
        var throttled = disturbed()
        throttled.base.disturbance = Disturbance(stolenShare: 0.01, throttledShare: 0.9)
        for blocks in [
            [], [invalid], [throttled], [Block(index: 1, first: .base, base: invalid.head, head: invalid.head)],
        ] {
            quiet.blockEnded(blocks)
            #expect(await quiet.come(isStopping: { false }) { _ in Issue.record("nothing is waited for") })
        }
        quiet = moment(machine, patience: .zero)
        quiet.blockEnded([disturbed()])
        #expect(await quiet.come(isStopping: { false }) { _ in Issue.record("nobody has patience") })
        #expect(machine.looks == 0 && quiet.notice == nil)
    }

    @Test func anEndIsTakenWhileItWaits() async {
        let wish = StopWish()
        let machine = ScriptedMachine(Array(repeating: ScriptedMachine.loud, count: 100)) { if $0 == 4 { wish.note() } }
        var quiet = moment(machine)
        quiet.blockEnded([disturbed()])
        #expect(!(await quiet.come(isStopping: { wish.isNoted }) { _ in }))
        #expect(machine.looks == 4)
    }

    @Test(
        arguments: [
            ([], .seconds(600), 0), (["--patience", "0"], .zero, 0), (["--patience", "0s"], .zero, 0),
            (["--patience", "90s"], .seconds(90), 0), (["--patience", "soon"], .seconds(600), 1),
        ] as [([String], Duration, Int)])
    func patienceIsAnOption(words: [String], patience: Duration, faults: Int) {
        for usage in [GateVerb.usage, SelfTestVerb.usage] {
            var arguments = Arguments(words: words, usage: usage)
            #expect(QuietMoment.patience(&arguments) == patience)
            #expect(arguments.faults.count == faults)
        }
    }

    // MARK: - The machine itself

    @Test func theMachineIsLookedAtWithATimer() async throws {
        let sight = try #require(await MachineProbe().look(for: .milliseconds(30)) { false })
        #expect(sight.oversleep >= .zero)
        #expect(sight.stolenShare.map { (0...1).contains($0) } != false)
    }

    @Test func aLookEndsWhenSomebodyWantsAnEnd() async {
        #expect(await MachineProbe().look(for: .seconds(3600)) { true } == nil)
    }
}
