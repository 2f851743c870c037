import Foundation
import Testing

@testable import Results

/// An output replaces a file, and takes the place of nothing else.
@Suite struct OutputFileTests {
    @Test func aFileIsReplacedAndAddedTo() throws {
        let temporary = try TemporaryFolder()
        let file = temporary.url.appendingPathComponent("file")
        try OutputFile.append(Data("a".utf8), to: file)
        try OutputFile.append(Data("b".utf8), to: file)
        #expect(try Data(contentsOf: file) == Data("ab".utf8))
        try OutputFile.write(Data("c".utf8), to: file)
        #expect(try Data(contentsOf: file) == Data("c".utf8))
        #expect(throws: (any Error).self) { try OutputFile.write(Data(), to: temporary.url) }
    }

    @Test func aLinkStaysALink() throws {
        let temporary = try TemporaryFolder()
        let file = temporary.url.appendingPathComponent("file")
        let link = temporary.url.appendingPathComponent("link")
        try Data("old".utf8).write(to: file)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        try OutputFile.write(Data("new".utf8), to: link)
        #expect(try Data(contentsOf: file) == Data("new".utf8))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
    }

    /// `/dev/null` and `/dev/stdout` are the usual ones; replaced by a file, they would be lost to the whole machine.
    @Test func whatIsNoFileIsWrittenToAndStaysWhatItIs() throws {
        let temporary = try TemporaryFolder()
        let fifo = temporary.url.appendingPathComponent("fifo")
        try #require(mkfifo(fifo.path, 0o600) == 0)
        // Opened first: a FIFO without a reader keeps its writer waiting.
        let reader = open(fifo.path, O_RDONLY | O_NONBLOCK)
        try #require(reader >= 0)
        defer { close(reader) }
        try OutputFile.write(Data("one ".utf8), to: fifo)
        try OutputFile.append(Data("two".utf8), to: fifo)
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(reader, &bytes, bytes.count)
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "one two")
        #expect(RegularFile.obstacle(at: fifo)?.hasPrefix("it is a FIFO") == true)
    }
}
