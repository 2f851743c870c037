import Foundation
import Gate
import Testing

@testable import PlimsollCommand

/// A self-test that was cut short goes on from what its file holds.
@Suite struct SelfTestRecordTests {
    private func record(_ test: String, _ index: Int) -> BlockRecord {
        let repetition = Repetition(readings: [Metric(.throughput): .level(Double(index), samples: 300)])
        return BlockRecord(
            suite: test, block: Block(index: index, first: .base, base: repetition, head: repetition))
    }

    @Test func gatesAreToldApartByTheirFirstBlock() {
        let recorded = SelfTestRecord(
            [1, 2, 3].map { record("unchanged", $0) } + [1, 2].map { record("median", $0) }
                + [1, 2, 3, 4].map { record("unchanged", $0) })
        #expect(recorded.blocks(of: "unchanged", gate: 0).map(\.index) == [1, 2, 3])
        #expect(recorded.blocks(of: "unchanged", gate: 1).map(\.index) == [1, 2, 3, 4])
        #expect(recorded.blocks(of: "unchanged", gate: 2).isEmpty)
        #expect(recorded.blocks(of: "median", gate: 0).count == 2)
        #expect(recorded.blocks(of: "tail", gate: 0).isEmpty)
    }

    @Test func aFileThatHoldsAllGatesIsJudgedWithoutMeasuringAnew() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("gates-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        for _ in 1...2 { for index in 1...6 { try BlockFile.append(record("unchanged", index), to: file) } }
        let before = try Data(contentsOf: file)
        let words = ["selftest", "--only", "unchanged", "--record", file.path, "--repeat"]
        #expect(await CommandLineRun(words: words + ["2"]).finish() == .success)
        // A third gate isn't there, and there is no time for it.
        #expect(await CommandLineRun(words: words + ["3", "--for", "0s"]).finish() == .interrupted)
        #expect(try Data(contentsOf: file) == before)
        try Data("nonsense\n".utf8).write(to: file)
        #expect(await CommandLineRun(words: words + ["2"]).finish() == .missing)
    }
}
