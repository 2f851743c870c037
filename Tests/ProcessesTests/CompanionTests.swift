import Foundation
import Glibc
import Testing

@testable import Processes

@Suite struct CompanionTests {
    /// A shell that runs a script until it is ended.
    private func shell(_ script: String) async throws -> Companion {
        try await offPool { try Companion(path: "/bin/sh", arguments: ["-c", script]) }
    }

    @Test(arguments: [
        ("exit 0", Companion.Ending.code(0)), ("exit 3", .code(3)), ("kill -9 $$", .signal(9)),
    ])
    func itsEndIsKnown(_ script: String, _ ending: Companion.Ending) async throws {
        let companion = try await shell(script)
        #expect(try await offPool { companion.wait() } == ending)
        #expect(companion.ending == ending && !companion.isRunning)
    }

    @Test func anEndedOneIsCollectedThoughNobodyAsks() async throws {
        let companion = try await shell("exit 0")
        #expect(await eventually { Children.state(of: companion.id) == nil })
    }

    @Test func itEndsWithWhatItHasStarted() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let companion = try await shell("sleep 600 & echo $! > \(file.path); wait")
        #expect(await eventually { (try? Data(contentsOf: file))?.last == UInt8(ascii: "\n") })
        try await offPool { companion.end() }
        let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let grandchild = try #require(Int32(text))
        #expect(await eventually { Children.hasEnded(grandchild) })
        #expect(!companion.isRunning)
    }

    @Test func oneThatIgnoresBeingAskedIsKilled() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let companion = try await shell("trap '' TERM; echo > \(file.path); while :; do sleep 1; done")
        #expect(await eventually { FileManager.default.fileExists(atPath: file.path) })
        try await offPool { companion.end(within: .milliseconds(300)) }
        #expect(companion.ending == .signal(SIGKILL))
    }

    @Test func oneThatNobodyHoldsIsEnded() async throws {
        let process = try await offPool {
            let companion = try Companion(path: "/bin/sleep", arguments: ["600"])
            return companion.id
        }
        #expect(await eventually { Children.hasEnded(process) })
    }

    @Test func outputGoesWhereItIsSentAndTheFolderIsItsOwn() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let output = try FileHandle(forWritingTo: file)
        let number = output.fileDescriptor
        let ending = try await offPool {
            try Companion(
                path: "sh", arguments: ["-c", "pwd; echo $WORD >&2"], environment: ["WORD": "said", "PATH": "/bin"],
                folder: "/", output: number, errors: number
            ).wait()
        }
        try output.close()
        #expect(ending == .code(0))
        #expect(try String(contentsOf: file, encoding: .utf8) == "/\nsaid\n")
    }

    @Test func oneThatIsNotThereIsSaid() async throws {
        let error = await #expect(throws: ChildProcessError.self) {
            try await offPool { try Companion(path: "/nowhere/server", arguments: []) }
        }
        #expect(error?.description == "/nowhere/server could not be started: No such file or directory")
    }

    /// A process that a signal ends has no time to clear up.
    @Test(arguments: [SIGKILL, SIGTERM])
    func itDoesNotOutliveItsProcess(_ signal: Int32) async throws {
        let variable = "PLIMSOLL_COMPANION_VICTIM"
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let victim = try await offPool {
            try Companion(
                path: URL(fileURLWithPath: CommandLine.arguments[0]).path,
                arguments: ["--testing-library", "swift-testing", "--filter", "CompanionTests/victim"],
                environment: ProcessInfo.processInfo.environment.merging([variable: file.path]) { $1 })
        }
        #expect(await eventually { (try? Data(contentsOf: file))?.last == UInt8(ascii: "\n") })
        let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let companion = try #require(Int32(text))
        #expect(!Children.hasEnded(companion))
        victim.signal(signal)
        #expect(try await offPool { victim.wait() } == .signal(signal))
        #expect(await eventually { Children.hasEnded(companion) })
    }

    /// Holds a companion in a process of its own, for the test above to kill.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["PLIMSOLL_COMPANION_VICTIM"] != nil,
            "another test starts it in a process of its own"))
    func victim() async throws {
        let path = try #require(ProcessInfo.processInfo.environment["PLIMSOLL_COMPANION_VICTIM"])
        let companion = try await offPool { try Companion(path: "/bin/sleep", arguments: ["600"]) }
        try "\(companion.id)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try await Task.sleep(for: .seconds(120))
        withExtendedLifetime(companion) {}
    }
}
