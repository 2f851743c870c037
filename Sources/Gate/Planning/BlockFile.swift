package import Foundation
internal import Results

/// The file of measured blocks, a line each, appended to as they are measured.
package enum BlockFile {
    /// The numbers that blocks can have; no plan measures as many.
    private static let possibleNumbers = 1...100_000

    /// Returns the records in a file; a truncated last line is passed over, as a killed run leaves one. All faults are told at once.
    package static func read(_ url: URL) throws(BaselineError) -> [BlockRecord] {
        guard let data = try? RegularFile.contents(of: url) else {
            throw BaselineError(.missing, file: url.path, faults: ["there are no measured blocks here"])
        }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var records: [BlockRecord] = []
        var faults: [String] = []
        // What follows the last end of a line is nothing, or what a killed run left; the next block takes its place.
        for (index, line) in lines.dropLast().enumerated() where !line.isEmpty {
            guard let record = try? JSONDecoder().decode(BlockRecord.self, from: line) else {
                faults.append("line \(index + 1) isn't a measured block; take it out")
                continue
            }
            if !possibleNumbers.contains(record.index) {
                faults.append("line \(index + 1): there is no block \(record.index); take it out")
            }
            records.append(record)
        }
        guard faults.isEmpty else { throw BaselineError(.malformed, file: url.path, faults: faults) }
        return records
    }

    /// Appends a record. What a killed run left of a last line makes room, so that it doesn't spoil the new one.
    package static func append(_ record: BlockRecord, to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(record) + Data("\n".utf8)
        if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
        let file = try FileHandle(forUpdating: url)
        defer { try? file.close() }
        try file.truncate(atOffset: wholeLines(of: file))
        try file.write(contentsOf: line)
    }

    /// Returns where the last whole line of a file ends, in bytes from its beginning.
    private static func wholeLines(of file: FileHandle) throws -> UInt64 {
        let end = try file.seekToEnd()
        guard end > 0 else { return 0 }
        try file.seek(toOffset: end - 1)
        if try file.read(upToCount: 1) == Data("\n".utf8) { return end }
        try file.seek(toOffset: 0)
        let data = try file.readToEnd() ?? Data()
        return UInt64(data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    }
}
