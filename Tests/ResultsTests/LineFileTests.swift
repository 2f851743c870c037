import Foundation
import Testing

@testable import Results

@Suite struct LineFileTests {
    private func lines(of text: Data) throws -> (lines: [Data], rest: Int) {
        let temporary = try TemporaryFolder()
        let file = temporary.url.appendingPathComponent("lines")
        try text.write(to: file)
        var lines: [Data] = []
        let rest = try LineFile.forEachLine(of: file) { lines.append(Data($0)) }
        return (lines, rest)
    }

    /// A file is read a piece at a time: lines that begin in one and end in the next, or take more than one, come back whole.
    @Test(arguments: [
        1, 700, LineFile.pieceLength - 1, LineFile.pieceLength, LineFile.pieceLength + 1, 4 * LineFile.pieceLength,
        5_000_000,
    ])
    func linesOfAnyLengthComeBackWhole(length: Int) throws {
        let line = Data((0..<length).map { UInt8(truncatingIfNeeded: 0x61 + $0 % 26) })
        let count = max(3, 3_000_000 / length)
        let end = Data("\n".utf8)
        let whole = (0..<count).reduce(into: Data()) { text, _ in text += line + end }
        let read = try lines(of: whole)
        #expect(read.lines.count == count && read.lines.allSatisfy { $0 == line })
        #expect(read.rest == 0)
        // What a killed run left of a last line is no line.
        let cut = try lines(of: whole + line)
        #expect(cut.lines.count == count)
        #expect(cut.rest == length)
    }

    @Test func thePiecesAreTheWholeFileInItsOrder() throws {
        let temporary = try TemporaryFolder()
        let file = temporary.url.appendingPathComponent("lines")
        let whole = Data((0..<600_000).map { $0 % 700 == 699 ? 0x0a : UInt8(truncatingIfNeeded: $0 % 251) | 0x20 })
        try whole.write(to: file)
        var pieces = Data()
        try LineFile.forEachLine(of: file, piece: { pieces += $0 }) { _ in }
        #expect(pieces == whole)
    }

    @Test func emptyLinesAreNoneAndAnErrorOfTheReaderEndsIt() throws {
        let read = try lines(of: Data("\n\na\n\nb\n".utf8))
        #expect(read.lines == [Data("a".utf8), Data("b".utf8)])
        let none = try lines(of: Data())
        #expect(none.lines.isEmpty && none.rest == 0)
        let temporary = try TemporaryFolder()
        let file = temporary.url.appendingPathComponent("lines")
        try Data("a\nb\n".utf8).write(to: file)
        var seen = 0
        #expect(throws: CancellationError.self) {
            try LineFile.forEachLine(of: file) { _ in
                seen += 1
                throw CancellationError()
            }
        }
        #expect(seen == 1)
    }

    @Test func whatIsNoFileIsToldWithItsPath() throws {
        let temporary = try TemporaryFolder()
        for url in [temporary.url, temporary.url.appendingPathComponent("none")] {
            let error = #expect(throws: ResultsError.self) { try LineFile.forEachLine(of: url) { _ in } }
            #expect(error?.description.hasPrefix("\(url.path) can't be read: ") == true, "\(error as Any)")
        }
    }

    @Test func aSchemaThatThereNeverWasIsRefused() throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        let text = try String(contentsOf: folder.run, encoding: .utf8)
        for schema in ["0", "-1"] {
            try Data(text.replacing("\"schema\" : 1", with: "\"schema\" : \(schema)").utf8).write(to: folder.run)
            let error = #expect(throws: ResultsError.self) { try folder.description() }
            #expect(error?.description == "\(folder.run.path) has schema \(schema), which there never was")
        }
    }
}
