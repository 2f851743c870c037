import Foundation
import Gate

/// Shows on an embedded target that unchanged builds pass the gate and that every kind of gate can turn red.
struct SelfTestVerb: Verb {
    static let usage = Usage(
        name: "selftest",
        summary: "Show on an embedded target that the gate stays green and can turn red",
        options: [
            .values("--only", "<case>", "only this case: \(SelfTestCase.all.map(\.name).joined(separator: ", "))"),
            .value("--repeat", "<n>", "run each case so often (default 1)"),
            .value(
                "--record", "<file>", "append the measured blocks to this file, and take from it those it holds already"
            ),
            .value("--for", "<duration>", "begin no further gate after this long (default: no end)"),
            .value("--seed", "<n>", "what the order of sides is drawn from (default 1)"),
            QuietMoment.option,
        ],
        discussion: """
            Two chat services are started anew in this process for each block and loaded in turn. It takes less than a minute a case.
            A case that stays inconclusive isn't met: this machine is too busy for it. Hours of gates can be measured in parts:
            the same call with the same --record goes on where the last one ended.

              plimsoll selftest --only unchanged --repeat 30 --record gates.jsonl --for 10m
            """,
        exitCodes: [.success, .internalError, .testFailed, .missing, .usage, .interrupted]
    )

    private let cases: [SelfTestCase]
    private let repetitions: Int
    private let record: URL?
    private let limit: Duration?
    private let patience: Duration
    private let seed: UInt64

    init(_ arguments: inout Arguments) {
        let names = arguments.texts("--only")
        for name in names where !SelfTestCase.all.contains(where: { $0.name == name }) {
            arguments.fault(
                "--only: there is no case “\(name)”; there are \(SelfTestCase.all.map(\.name).joined(separator: ", "))")
        }
        cases = SelfTestCase.all.filter { names.isEmpty || names.contains($0.name) }
        repetitions = arguments.integer("--repeat", in: 1...1000, default: 1)
        record = arguments.text("--record").map { URL(fileURLWithPath: $0) }
        limit = arguments.text("--for") == nil ? nil : arguments.duration("--for", default: .zero)
        patience = QuietMoment.patience(&arguments)
        seed = UInt64(arguments.integer("--seed", in: 0...1_000_000, default: 1))
    }

    func run() async throws -> ExitCode {
        let recorded = try record.map(SelfTestRecord.read) ?? SelfTestRecord()
        let deadline = limit.map { ContinuousClock.now + $0 }
        var tallies: [SelfTestTally] = []
        var left = cases.count * repetitions
        for test in cases {
            var tally = SelfTestTally(test: test)
            for repetition in 0..<repetitions {
                let former = recorded.blocks(of: test.name, gate: repetition)
                let bench = SelfTestBench(seed: seed &+ UInt64(repetition) &* 7919)
                guard let verdict = try await judge(test, bench, after: former, until: deadline) else { continue }
                left -= 1
                tell(verdict, test, isMet: tally.count(verdict))
            }
            tallies.append(tally)
        }
        if repetitions > 1 { for tally in tallies where tally.gates > 0 { print(tally.text) } }
        let unmet = tallies.reduce(0) { $0 + $1.gates - $1.met }
        guard left == 0 else {
            print(
                "\(left) of \(cases.count * repetitions) gates are left\(continuation); of the others \(unmet) aren't met"
            )
            return .interrupted
        }
        print(unmet == 0 ? "the gate holds" : "\(unmet) of \(cases.count * repetitions) cases aren't met")
        return unmet == 0 ? .success : .testFailed
    }

    private var continuation: String {
        record == nil ? ", and --record would have kept what was measured" : ": the same call goes on with them"
    }

    private func tell(_ verdict: Verdict, _ test: SelfTestCase, isMet: Bool) {
        Progress.clear()
        print(
            "\(isMet ? "✓" : "✗") \(test.name) (\(test.change)): \(verdict.headline) after \(verdict.blocks) blocks")
        for metric in verdict.metrics where metric.isGated && (metric.outcome == .fail || !isMet) {
            print("    \(metric.metric): \(metric.sentence)")
        }
        for fault in verdict.faults where !isMet { print("    ! \(fault)") }
        for notice in verdict.notices where !isMet { print("    \(notice)") }
        fflush(nil)
    }

    /// Measures a gate to its end, after the blocks that were recorded of it; nothing when the time is over before that.
    private func judge(
        _ test: SelfTestCase, _ bench: SelfTestBench, after former: [Block], until deadline: ContinuousClock.Instant?
    ) async throws -> Verdict? {
        var blocks = former
        let plan = RunPlan(budget: .usual)
        var quiet = QuietMoment(patience: patience)
        while true {
            let state = SelfTestTally.state(of: blocks, test)
            let invalidInARow = blocks.reversed().prefix { !$0.isValid }.count
            let step = plan.next(
                measured: blocks.count, invalidInARow: invalidInARow, undecided: state.nextLook != nil)
            guard case .measure(let index) = step else {
                var verdict = state.verdict
                verdict.notices += [quiet.notice].compactMap(\.self)
                return verdict
            }
            let isOver: @Sendable () -> Bool = { deadline.map { ContinuousClock.now >= $0 } ?? false }
            guard await quiet.come(isStopping: isOver, { LiveLine.print("\(test.name):\($0)") }), !isOver() else {
                return nil
            }
            Progress.note("\(test.name): block \(index)")
            let block = try await bench.block(index, of: test)
            if let record { try BlockFile.append(BlockRecord(suite: test.name, block: block), to: record) }
            blocks.append(block)
            quiet.blockEnded([block])
        }
    }
}
