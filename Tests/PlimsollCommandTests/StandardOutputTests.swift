import Foundation
import Testing

/// What couldn't be printed isn't passed over; a reader who has seen enough is no fault.
struct StandardOutputTests {
    private func shell(_ words: String) async throws -> BuiltCommand.Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-out-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await BuiltCommand.shell(words, in: folder)
    }

    @Test func fullDiskBehindStandardOutputIsAnError() async throws {
        let run = try await shell("\"$PLIMSOLL\" --help > /dev/full")
        #expect(run.code == 1)
        #expect(run.errors.contains("not everything could be written to standard output"), "\(run.errors)")
    }

    @Test(arguments: [">&-", "<&- >&-", "2>&- > /dev/null"])
    func closedStreamsAreNoFault(_ closed: String) async throws {
        #expect(try await shell("\"$PLIMSOLL\" --help \(closed)").code == 0)
    }

    @Test func readerWhoHasSeenEnoughIsNoFault() async throws {
        let run = try await shell("{ \"$PLIMSOLL\" --help; echo \"code $?\" >&2; } | head -n 1")
        #expect(run.errors == "code 0\n", "\(run.errors)")
    }
}
