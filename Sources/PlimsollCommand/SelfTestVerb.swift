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
            .value("--record", "<file>", "append the measured blocks to this file"),
            .value("--seed", "<n>", "what the order of sides is drawn from (default 1)"),
        ],
        discussion: """
            Two chat services are started anew in this process for each block and loaded in turn. It takes less than a minute a case.
            A case that stays inconclusive isn't met: this machine is too busy for it.
            """,
        exitCodes: [.success, .internalError, .testFailed, .usage]
    )

    private let cases: [SelfTestCase]
    private let repetitions: Int
    private let record: URL?
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
        seed = UInt64(arguments.integer("--seed", in: 0...1_000_000, default: 1))
    }

    func run() async throws -> ExitCode {
        var tallies: [SelfTestTally] = []
        for test in cases {
            var tally = SelfTestTally(test: test)
            for repetition in 0..<repetitions {
                let verdict = try await judge(test, SelfTestBench(seed: seed &+ UInt64(repetition) &* 7919))
                let isMet = tally.count(verdict)
                Progress.clear()
                print(
                    "\(isMet ? "✓" : "✗") \(test.name) (\(test.change)): \(verdict.headline) after \(verdict.blocks) blocks"
                )
                for metric in verdict.metrics where metric.isGated && (metric.outcome == .fail || !isMet) {
                    print("    \(metric.metric): \(metric.sentence)")
                }
                for fault in verdict.faults where !isMet { print("    ! \(fault)") }
                fflush(nil)
            }
            tallies.append(tally)
        }
        if repetitions > 1 { for tally in tallies { print(tally.text) } }
        let unmet = tallies.reduce(0) { $0 + $1.gates - $1.met }
        print(unmet == 0 ? "the gate holds" : "\(unmet) of \(cases.count * repetitions) cases aren't met")
        return unmet == 0 ? .success : .testFailed
    }

    private func judge(_ test: SelfTestCase, _ bench: SelfTestBench) async throws -> Verdict {
        var blocks: [Block] = []
        let plan = RunPlan(budget: .usual)
        var invalidInARow = 0
        var state = PairedJudge(suite: test.name, contract: Contract(terms: [:])).judge([])
        while case .measure(let index) = plan.next(
            measured: blocks.count, invalidInARow: invalidInARow, undecided: state.nextLook != nil)
        {
            Progress.note("\(test.name): block \(index)")
            let block = try await bench.block(index, of: test)
            if let record { try BlockFile.append(BlockRecord(suite: test.name, block: block), to: record) }
            blocks.append(block)
            invalidInARow = block.isValid ? 0 : invalidInARow + 1
            let measured = blocks[0].base.readings.filter { if case .missing = $0.value { false } else { true } }
            state = PairedJudge(suite: test.name, contract: .usual(for: measured.keys.map(\.self))).judge(blocks)
        }
        return state.verdict
    }
}
