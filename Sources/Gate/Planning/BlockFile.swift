package import Foundation

/// The file of measured blocks, a line each, appended to as they are measured.
package enum BlockFile {
    /// Returns the records in a file; a truncated last line is passed over, as a killed run leaves one.
    package static func read(_ url: URL) throws(BaselineError) -> [BlockRecord] {
        guard let data = try? Data(contentsOf: url) else {
            throw BaselineError(.missing, file: url.path, faults: ["there are no measured blocks here"])
        }
        let lines = data.split(separator: UInt8(ascii: "\n"))
        var records: [BlockRecord] = []
        for (index, line) in lines.enumerated() {
            do {
                records.append(try JSONDecoder().decode(BlockRecord.self, from: line))
            } catch {
                let isCutOff = index == lines.count - 1 && data.last != UInt8(ascii: "\n")
                if isCutOff { break }
                throw BaselineError(.malformed, file: url.path, faults: ["line \(index + 1) isn't a measured block"])
            }
        }
        return records
    }

    /// Appends a record.
    package static func append(_ record: BlockRecord, to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(record) + Data("\n".utf8)
        if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: line)
    }
}
