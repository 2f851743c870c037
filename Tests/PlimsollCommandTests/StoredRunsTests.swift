import Foundation
import Results
import Testing

@testable import PlimsollCommand

/// Runs are named as people write them; a name that fits none or several is refused.
struct StoredRunsTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-\(UUID().uuidString)")

    private func runs(_ names: String...) throws -> StoredRuns {
        for name in names {
            let folder = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: folder.appendingPathComponent("run.json"))
        }
        var usage = Usage(name: "report", summary: "")
        usage.options = [StoredRuns.option]
        return StoredRuns(Arguments(words: ["--results", root.path], usage: usage))
    }

    @Test func aRunIsNamedByItsFolderOrTheEndOfItsName() throws {
        let runs = try runs("20260101-120000-aaaa1111", "20260102-120000-bbbb2222")
        defer { try? FileManager.default.removeItem(at: root) }
        #expect(try runs.newest().url.lastPathComponent == "20260102-120000-bbbb2222")
        #expect(try runs.named("aaaa1111").url.lastPathComponent == "20260101-120000-aaaa1111")
        #expect(
            try runs.named(root.path + "/20260101-120000-aaaa1111").url.lastPathComponent == "20260101-120000-aaaa1111")
    }

    @Test func aNameThatFitsNoneOrSeveralIsRefused() throws {
        let runs = try runs("20260101-120000-cccc", "20260102-120000-cccc")
        defer { try? FileManager.default.removeItem(at: root) }
        #expect { try runs.named("dddd") } throws: { ($0 as? CommandFailure)?.code == .missing }
        #expect { try runs.named("cccc") } throws: { ($0 as? CommandFailure)?.code == .usage }
    }

    @Test func anEmptyRootSaysHowToMakeARun() throws {
        let runs = try runs()
        #expect { try runs.newest() } throws: { "\($0)".contains("swift test --filter Smoke") }
    }

    @Test func aFolderWithoutARunIsNotTakenForOne() throws {
        let runs = try runs("20260101-120000-aaaa1111")
        defer { try? FileManager.default.removeItem(at: root) }
        let foreign = root.appendingPathComponent("notes")
        try FileManager.default.createDirectory(at: foreign, withIntermediateDirectories: true)
        #expect(runs.all.count == 1)
        #expect { try runs.named(foreign.path) } throws: { "\($0)".hasPrefix("“\(foreign.path)” holds no run") }
    }

    @Test func aRootThatIsNoFolderOfRunsSaysWhatItIs() throws {
        let runs = try runs("20260101-120000-aaaa1111")
        defer { try? FileManager.default.removeItem(at: root) }
        let run = runs.all[0].url
        for (path, words) in [
            (run.path, "is the folder of one run"),
            (run.appendingPathComponent("run.json").path, "is no folder of results"),
        ] {
            var usage = Usage(name: "report", summary: "")
            usage.options = [StoredRuns.option]
            let mistaken = StoredRuns(Arguments(words: ["--results", path], usage: usage))
            #expect { try mistaken.newest() } throws: { "\($0)".contains(words) }
        }
    }

    @Test func aRunIsNotCountedTwice() async throws {
        _ = try runs("20260101-120000-aaaa1111")
        defer { try? FileManager.default.removeItem(at: root) }
        let words = ["report", "aaaa1111", "20260101-120000-aaaa1111", "--results", root.path]
        #expect(await CommandLineRun(words: words).finish() == .usage)
    }
}
