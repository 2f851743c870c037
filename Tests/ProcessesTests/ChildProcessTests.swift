import Foundation
import Glibc
import Testing

@testable import Processes

@Suite struct ChildProcessTests {
    /// Runs a shell script, off the cooperative pool.
    func run(
        _ script: String, atMost time: Duration? = .seconds(60), stops: [StopSignal] = []
    ) async throws -> (lines: [String], ending: ProcessEnding) {
        try await offPool {
            var lines: [String] = []
            let ending = try ChildProcess(path: "/bin/sh", arguments: ["-c", script])
                .run(atMost: time, stops: stops) { lines.append(String(decoding: $0, as: UTF8.self)) }
            return (lines, ending)
        }
    }

    @Test func outputComesInLinesAndErrorsApart() async throws {
        let (lines, ending) = try await run("echo one; echo two >&2; printf three; exit 3")
        #expect(lines == ["one", "three"])
        #expect(ending == ProcessEnding(status: 3, cause: .itself, errors: "two\n"))
        #expect(!ending.isSuccess)
    }

    @Test func muchOutputIsComplete() async throws {
        let (lines, ending) = try await run("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done")
        #expect(lines.count == 20_000)
        #expect(lines.last == "line 19999")
        #expect(ending.isSuccess)
    }

    @Test func theInputIsEmptySoThatNothingCanAsk() async throws {
        let (lines, ending) = try await run("if read answer; then echo answered; else echo nobody; fi")
        #expect(lines == ["nobody"])
        #expect(ending.isSuccess)
    }

    @Test func aProcessThatTakesTooLongIsEnded() async throws {
        let (lines, ending) = try await run("echo $$; exec sleep 600", atMost: .milliseconds(300))
        #expect(ending.cause == .deadline)
        let process = try #require(lines.first.flatMap { Int32($0) })
        #expect(kill(process, 0) != 0)
    }

    @Test func aProcessThatIgnoresTheFirstSignalIsKilled() async throws {
        let (_, ending) = try await run("trap '' TERM; while :; do sleep 1; done", atMost: .milliseconds(300))
        #expect(ending.cause == .deadline)
        #expect(ending.status == 128 + SIGKILL)
    }

    @Test func aSignalStopsItWithEverythingItStarted() async throws {
        let stop = StopSignal()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        async let run = run("sleep 600 & echo $! > \(folder.path); wait", stops: [stop])
        #expect(await eventually { (try? Data(contentsOf: folder))?.last == UInt8(ascii: "\n") })
        stop.stop()
        #expect(try await run.ending.cause == .stopped)
        let text = try String(contentsOf: folder, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let grandchild = try #require(Int32(text))
        #expect(await eventually { Children.hasEnded(grandchild) })
    }

    @Test func aProgramThatIsNotThereIsSaid() async throws {
        let error = await #expect(throws: ChildProcessError.self) {
            try await offPool { try ChildProcess(path: "/nowhere/kubectl", arguments: []).run { _ in } }
        }
        #expect(error?.description == "/nowhere/kubectl could not be started: No such file or directory")
    }

    @Test func noEndingLeavesAZombie() async throws {
        let scripts: [(script: String, time: Duration)] = [
            ("echo $$", .seconds(60)), ("echo $$; exit 3", .seconds(60)), ("echo $$; kill -9 $$", .seconds(60)),
            ("echo $$; exec sleep 600", .milliseconds(200)), ("echo $$; exec >&- 2>&-; exec sleep 600", .seconds(1)),
        ]
        for (script, time) in scripts {
            let (lines, _) = try await run(script, atMost: time)
            let process = try #require(lines.first.flatMap { Int32($0) })
            #expect(Children.state(of: process) == nil, "\(script)")
        }
    }

    /// A program that can't be started has a process all the same, of which only its name is known.
    @Test(arguments: ["/nowhere/kubectl", "/etc/passwd", "/"])
    func aProgramThatCannotBeStartedLeavesNoZombie(path: String) async throws {
        let name = "ghost-\(UInt32.random(in: 0 ... .max))"
        let left = try await offPool {
            // A child bears its thread's name until it has become another program.
            let own = try #require(FileHandle(forWritingAtPath: "/proc/thread-self/comm"))
            try own.write(contentsOf: Data(name.utf8))
            try own.close()
            #expect(throws: ChildProcessError.self) { try ChildProcess(path: path, arguments: []).run { _ in } }
            return Children.named(name)
        }
        #expect(left == [])
    }

    @Test func aProcessHasAGroupOfItsOwn() async throws {
        let text = try await offPool {
            var lines: [String] = []
            _ = try ChildProcess(
                path: "/bin/sh", arguments: ["-c", "cut -d' ' -f5 /proc/$$/stat; echo $$"]
            ).run { lines.append(String(decoding: $0, as: UTF8.self)) }
            return lines
        }
        // Its process group is its own, so that it can be ended as a whole and a terminal's Ctrl-C doesn't reach it.
        #expect(text.count == 2 && text[0] == text[1])
    }
}
