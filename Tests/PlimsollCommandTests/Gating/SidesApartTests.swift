import Foundation
import Gate
import Testing

@testable import PlimsollCommand

/// Sides that are one service in truth, and launches that leave something behind.
@Suite struct SidesApartTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apart-\(UUID().uuidString)")

    private func source(_ text: String) -> SideSource {
        SideSource(text: text, ready: "/", patience: .seconds(60), environment: [:])
    }

    private func launch(_ side: Side, _ text: String) async throws -> LaunchedSide {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Sends its callers on where it has a second argument.
        let script = """
            import http.server, sys
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(302 if len(sys.argv) > 2 else 200)
                    if len(sys.argv) > 2: self.send_header("Location", sys.argv[2])
                    self.end_headers()
            http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
            """
        try Data(script.utf8).write(to: folder.appendingPathComponent("serve.py"))
        return try await LaunchedSide.launch(
            side, source(text), folder: folder.path, log: folder.appendingPathComponent("\(side.rawValue).log"))
    }

    /// Whether a process, whose number a file holds, is gone or only waits to be collected.
    private func hasEnded(_ file: String) -> Bool {
        let text = (try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)) ?? "0"
        let number = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8))?.contains(") Z") != false
    }

    @Test func aBaseThatSendsItsCallersOnToTheHeadIsNoBase() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let head = try await launch(.head, "exec python3 serve.py {port}")
        let base = try await launch(
            .base, "exec python3 serve.py {port} \(head.url.replacing("127.0.0.1", with: "localhost"))/")
        let place = head.url.dropFirst(7)
        #expect(base.redirection != nil)
        #expect(
            SidesApart.fault([.base: base, .head: head])
                == "the base sends its callers on to \(place), which is the head: an unchanged build needs two services"
        )
        #expect(SidesApart.fault([.base: head, .head: head]) == nil)
        let other = try await launch(.base, "exec python3 serve.py {port} \(head.url)/shop")
        #expect(
            SidesApart.fault([.base: base, .head: other])?.hasPrefix("both sides send their callers on to \(place)")
                == true)
        // A path of its own is no other service.
        let own = try await launch(.base, "exec python3 serve.py {port} /shop")
        #expect(SidesApart.fault([.base: own, .head: head]) == nil)
        for side in [head, base, other, own] { await side.stop() }
    }

    @Test func aSideThatGoesIntoTheBackgroundIsRefusedAndEnded() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = "setsid sh -c 'echo $$ > daemon; exec python3 serve.py {port}' & until [ -s daemon ]; do :; done"
        let failure = await #expect(throws: CommandFailure.self) { try await launch(.head, command) }
        #expect(failure?.code == .testFailed)
        #expect(
            failure?.description.hasPrefix(
                "the head ended with code 0 before it was ready, and left something running in the background: launch it in the foreground: “setsid "
            ) == true, "\(failure as Any)")
        for _ in 0..<1200 where !hasEnded("daemon") { try await Task.sleep(for: .milliseconds(50)) }
        #expect(hasEnded("daemon"))
    }

    @Test func whatLeftTheProcessGroupEndsWithTheSide() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let stubborn = "trap \"\" TERM; echo $$ > child; while :; do sleep 1; done"
        let side = try await launch(
            .base, "setsid sh -c '\(stubborn)' & until [ -s child ]; do :; done; exec python3 serve.py {port}")
        #expect(!hasEnded("child"))
        await side.stop()
        for _ in 0..<1200 where !hasEnded("child") { try await Task.sleep(for: .milliseconds(50)) }
        #expect(hasEnded("child"))
    }

    @Test func megabytesOfOutputHoldNobodyUp() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let side = try await launch(
            .head, "head -c 20000000 /dev/zero | tr '\\0' 'x' >&2; sleep 1; exec python3 serve.py {port}")
        #expect(ReadinessProbe(url: side.url, path: "/")?.answers() == true)
        await side.stop()
        let log = folder.appendingPathComponent("head.log").path
        let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
        #expect(size ?? 0 >= 20_000_000)
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\n", false, 200, nil), ("HTTP/1.1 404 Not Found\r\nServer: x", false, 404, nil),
            ("HTTP/1.1 302 Found\r\nlocation:  /a \r\n\r\nbody", false, 302, "/a"),
            ("HTTP/1.1 302 Found\nLocation: http://b/\n\n", false, 302, "http://b/"),
            ("HTTP/1.1 302 Found\r\nLocation: http://b", true, 302, "http://b"), ("HTTP/1.1 304", true, 304, nil),
        ] as [(String, Bool, Int, String?)])
    func answersAreRead(text: String, isWhole: Bool, status: Int, location: String?) {
        let answer = ReadinessProbe.answer(in: Array(text.utf8), isWhole: isWhole)
        #expect(answer == ReadinessProbe.Answer(status: status, location: location))
    }

    @Test(arguments: [
        ("HTTP/1.1 302 Found\r\nLocation: http://b", false), ("HTTP/1.1 2", false), ("HTTP/1.1 ", true), ("", true),
        ("SSH-2.0-OpenSSH_9.2\r\n", false), ("HTTP/1.1 302 Found\r\n", false),
    ])
    func whatCannotBeToldYetIsNoAnswer(text: String, isWhole: Bool) {
        #expect(ReadinessProbe.answer(in: Array(text.utf8), isWhole: isWhole) == nil)
    }
}
