import Foundation
import StandIns
import Testing

@testable import PlimsollCommand

/// One address is loaded without a suite.
@Suite(.timeLimit(.minutes(10)))
struct QuickTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-quick-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func anAddressIsLoadedAndItsRunIsStored() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        let outcome = try await BuiltCommand.run(
            [
                "quick", service.url + "/chat", "--users", "2", "--for", "1s", "--wait", "10ms", "--body",
                #"{"message":"Well?"}"#, "--header", "X-From: quick", "--p95", "1m",
            ], in: folder)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("POST /chat"))
        #expect(outcome.output.contains("✓ p95 < 1 min: measured "))
        let runs = try await BuiltCommand.run(["runs"], in: folder)
        #expect(runs.output.contains("POST /chat"))
    }

    @Test func aBrokenLimitIsAnExitCode() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        let outcome = try await BuiltCommand.run(
            ["quick", service.url + "/nowhere", "--users", "1", "--for", "1s", "--wait", "10ms"], in: folder)
        #expect(outcome.code == 2, "\(outcome.errors)")
        #expect(outcome.output.contains("✗ must error rate ≤ 0.01: measured 100 %"))
        #expect(outcome.output.contains("not found (404)"))
    }

    @Test func whereNobodyAnswersNothingIsStored() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let service = try ChatService.start(port: 0)
        defer { service.stop() }
        // No proxy of the environment is asked in its place.
        let outcome = try await BuiltCommand.run(
            ["quick", "127.0.0.1:1/x"], environment: ["http_proxy": service.url, "all_proxy": service.url], in: folder)
        #expect(outcome.code == 4)
        #expect(outcome.errors.contains("the target http://127.0.0.1:1 can't be reached: "))
        #expect((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/.plimsoll/results")) ?? [] == [])
    }

    @Test func allFaultsOfTheCallAreToldAtOnce() {
        var arguments = Arguments(
            words: ["--users", "5", "--rate", "2", "--header", "nothing", "--method", "ge t", "--status", "7"],
            usage: QuickVerb.usage)
        _ = QuickVerb(&arguments)
        #expect(
            arguments.faults == [
                "expected an address such as http://localhost:8080/health, got none",
                "--method: expected letters, got “GE T”",
                "--header: expected a name and a value, Accept: text/html, got “nothing”",
                "--status: expected a whole number from 100 to 599, got “7”",
                "--users and --rate: a load has users or arrivals, not both",
            ])
    }

    @Test(arguments: [
        (["ftp://127.0.0.1/"], "must begin with http:// or https://"),
        (["http://127.0.0.1/", "--header", "X-A: a\r\nX-B: b"], "has control characters"),
        (["http://127.0.0.1/", "--header", "X A: a"], "isn't a header name"),
    ])
    func whatCannotBeSentIsToldBeforeTheLoad(words: [String], sentence: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try await BuiltCommand.run(["quick"] + words, in: folder)
        #expect(outcome.code == 64, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }

    @Test func aPasswordInTheAddressIsNotDroppedSilently() {
        var arguments = Arguments(words: ["http://ann:secret@localhost/"], usage: QuickVerb.usage)
        _ = QuickVerb(&arguments)
        #expect(arguments.faults.count == 1)
        #expect(arguments.faults.first?.contains("--header \"Authorization: Basic …\"") == true)
        #expect(arguments.faults.first?.contains("secret") == false)
    }
}
