import Foundation
import Gate

/// The gates that a file of recorded blocks holds, so that a self-test that was cut short goes on where it stopped.
struct SelfTestRecord {
    /// The blocks by case and gate, in the order in which they were measured.
    private var gates: [String: [[Block]]] = [:]

    /// Takes records apart: each gate begins with its first block.
    init(_ records: [BlockRecord] = []) {
        for record in records {
            var blocks = gates[record.suite] ?? []
            if record.index == 1 || blocks.isEmpty { blocks.append([]) }
            blocks[blocks.count - 1].append(record.block)
            gates[record.suite] = blocks
        }
    }

    /// Reads a file; one that isn't there yet holds nothing.
    static func read(_ file: URL) throws(CommandFailure) -> SelfTestRecord {
        guard FileManager.default.fileExists(atPath: file.path) else { return SelfTestRecord() }
        do throws(BaselineError) {
            return SelfTestRecord(try BlockFile.read(file))
        } catch {
            throw CommandFailure(.missing, "\(error.description); name another file with --record")
        }
    }

    /// Returns the blocks of a case's gate that were measured before, by the gate's number from zero.
    func blocks(of test: String, gate: Int) -> [Block] {
        let recorded = gates[test] ?? []
        return gate < recorded.count ? recorded[gate] : []
    }
}
