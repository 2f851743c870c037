import Foundation
import Measurement
import Testing

@testable import Results

/// What isn't a regular file is refused with a sentence; opened, a FIFO without a writer would wait for ever.
@Suite struct RegularFileTests {
    private func folder(_ temporary: TemporaryFolder) throws -> ResultsFolder {
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        try ResultsWriter(folder: folder).finish(RunReport(totals: RunTotals(phases: []), duration: .zero))
        return folder
    }

    /// Puts a FIFO in a file's place.
    private func replace(_ url: URL) throws {
        try? FileManager.default.removeItem(at: url)
        try #require(mkfifo(url.path, 0o600) == 0)
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func aFIFOInPlaceOfAFileOfResultsIsRefused() throws {
        let temporary = try TemporaryFolder()
        let folder = try folder(temporary)
        let end = "it is a FIFO, not a regular file; put a copy of the file there"
        for url in [folder.slices, folder.events] {
            let held = try Data(contentsOf: url)
            try replace(url)
            #expect(refusal { _ = try ResultsReader.read(folder) } == "\(url.path) can't be read: \(end)")
            try FileManager.default.removeItem(at: url)
            try held.write(to: url)
        }
        #expect(refusal { _ = try ResultsReader.read(folder) } == nil)
        try replace(folder.timeline)
        #expect(refusal { _ = try folder.scaling() } == "\(folder.timeline.path) can't be read: \(end)")
        // A report that can't be read doesn't say that the run came to its end.
        try replace(folder.report)
        #expect(!ResultsReader.isComplete(folder))
        try replace(folder.run)
        #expect(
            refusal { _ = try folder.description() }
                == "\(folder.url.path) holds no run: \(folder.run.path) can't be read: \(end)")
    }

    @Test func everyKindHasItsName() throws {
        let temporary = try TemporaryFolder()
        #expect(RegularFile.obstacle(at: temporary.url)?.hasPrefix("it is a folder, not") == true)
        #expect(RegularFile.obstacle(at: URL(fileURLWithPath: "/dev/zero"))?.hasPrefix("it is a device, not") == true)
        #expect(RegularFile.obstacle(at: temporary.url.appendingPathComponent("none")) == nil)
        let file = temporary.url.appendingPathComponent("file")
        try Data("x".utf8).write(to: file)
        let link = temporary.url.appendingPathComponent("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        #expect(RegularFile.obstacle(at: link) == nil)
        #expect(try RegularFile.contents(of: link) == Data("x".utf8))
        let missing = #expect(throws: ResultsError.self) {
            try RegularFile.contents(of: temporary.url.appendingPathComponent("none"))
        }
        #expect(missing?.description.contains("/none can't be read: ") == true)
    }
}
