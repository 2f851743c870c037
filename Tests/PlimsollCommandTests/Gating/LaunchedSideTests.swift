import Foundation
import Gate
import Processes
import Testing

@testable import PlimsollCommand

@Suite struct LaunchedSideTests {
    private let log = FileManager.default.temporaryDirectory.appendingPathComponent("side-\(UUID().uuidString).log")

    private func source(_ text: String, patience: Duration = .seconds(60)) -> SideSource {
        SideSource(text: text, ready: "/", patience: patience, environment: ["PLIMSOLL_TEST_REPLY": "from here"])
    }

    private func failure(_ text: String, patience: Duration = .seconds(60)) async -> CommandFailure? {
        do {
            let side = try await LaunchedSide.launch(.head, source(text, patience: patience), folder: "/tmp", log: log)
            await side.stop()
            return nil
        } catch {
            return error as? CommandFailure
        }
    }

    @Test func aCommandThatEndsIsToldWithItsCodeAndItsOutput() async throws {
        defer { try? FileManager.default.removeItem(at: log) }
        let failure = try #require(await failure("echo no config for {port}; exit 3"))
        #expect(failure.code == .testFailed)
        #expect(failure.description.hasPrefix("the head ended with code 3 before it was ready: “echo no config for "))
        #expect(failure.description.hasSuffix("its output is in \(log.path)"))
        #expect(try String(contentsOf: log, encoding: .utf8).hasPrefix("no config for "))
    }

    @Test func aCommandThatCannotBeFoundIsTold() async throws {
        defer { try? FileManager.default.removeItem(at: log) }
        let failure = try #require(await failure("no-such-server --port {port}"))
        #expect(failure.code == .testFailed)
        #expect(failure.description.hasPrefix("the head ended with code 127 before it was ready"))
    }

    @Test(arguments: ["sleep 600 # {port}", "python3 -m http.server 0 --bind 127.0.0.1 # {port}"])
    func aCommandThatIgnoresItsPortOrNeverBecomesReadyIsTold(command: String) async throws {
        defer { try? FileManager.default.removeItem(at: log) }
        let failure = try #require(await failure(command, patience: .milliseconds(600)))
        #expect(failure.code == .testFailed)
        #expect(failure.description.contains("didn't answer on port "))
        #expect(failure.description.contains("does “\(command)” listen on {port}?"))
    }

    @Test func aSideAnswersUntilItIsStoppedWithAllItsChildren() async throws {
        defer { try? FileManager.default.removeItem(at: log) }
        // The server is a child of the shell, as with most start scripts.
        let command = "echo $PLIMSOLL_TEST_REPLY; python3 -m http.server {port} --bind 127.0.0.1; true"
        let side = try await LaunchedSide.launch(.base, source(command), folder: "/tmp", log: log)
        let port = try #require(URLComponents(string: side.url)?.port)
        let probe = ReadinessProbe(port: UInt16(port), path: "/")
        #expect(probe.answers())
        #expect(side.howItEnded() == nil)
        await side.stop()
        #expect(!probe.answers())
        #expect(side.howItEnded() != nil)
        #expect(try String(contentsOf: log, encoding: .utf8).hasPrefix("from here"))
    }

    @Test func aURLWhereNobodyAnswersIsTold() async throws {
        let failure = try #require(await failure("http://127.0.0.1:\(try LoopbackPort.free())"))
        #expect(failure.code == .testFailed)
        #expect(failure.description.hasSuffix("is it running?"))
    }

    @Test func aWaitEndsWhenSomebodyWantsAnEnd() async throws {
        defer { try? FileManager.default.removeItem(at: log) }
        await #expect(throws: CancellationError.self) {
            try await LaunchedSide.launch(
                .base, source("sleep 600 # {port}"), folder: "/tmp", log: log, isStopping: { true })
        }
    }

    private static let variable = "PLIMSOLL_LAUNCHING_VICTIM"

    /// A gate that is killed has no time to stop its sides, whose servers are often children of a shell.
    @Test func aSideDoesNotOutliveAGateThatIsKilled() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let victim = try Companion(
            path: URL(fileURLWithPath: CommandLine.arguments[0]).path,
            arguments: ["--testing-library", "swift-testing", "--filter", "LaunchedSideTests/victim"],
            environment: ProcessInfo.processInfo.environment.merging([Self.variable: file.path]) { $1 })
        defer { victim.kill() }
        func text() -> String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
        for _ in 0..<1200 where !text().hasSuffix("\n") { try await Task.sleep(for: .milliseconds(50)) }
        let probe = ReadinessProbe(port: try #require(UInt16(text().dropLast())), path: "/")
        #expect(probe.answers())
        victim.signal(SIGKILL)
        for _ in 0..<1200 where probe.answers() { try await Task.sleep(for: .milliseconds(50)) }
        #expect(!probe.answers())
    }

    /// Launches a side in a process of its own, for the test above to kill.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment[variable] != nil, "another test starts it in a process of its own"))
    func victim() async throws {
        let file = try #require(ProcessInfo.processInfo.environment[Self.variable])
        let side = try await LaunchedSide.launch(
            .base, source("python3 -m http.server {port} --bind 127.0.0.1; true"), folder: "/tmp",
            log: URL(fileURLWithPath: "/dev/null"))
        let port = try #require(URLComponents(string: side.url)?.port)
        try "\(port)\n".write(toFile: file, atomically: true, encoding: .utf8)
        try await Task.sleep(for: .seconds(120))
        await side.stop()
    }
}
