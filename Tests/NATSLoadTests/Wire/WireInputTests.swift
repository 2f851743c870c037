@testable import NATSLoad
import Testing

struct WireInputTests {
    @Test func bufferGrowsForALargePayloadAndShrinksAfterwards() throws {
        var input = WireInput(capacity: 128)
        let payload = String(repeating: "x", count: 5000)
        Array("MSG a 1 5000\r\n\(payload)\r\n".utf8).withUnsafeBytes { input.receive($0) }
        let grown = input.capacity
        #expect(grown >= 5000)
        let operations = try input.operations()
        #expect(operations == [.message(subject: "a", id: 1, reply: "", headers: "", payload: payload)])
        _ = input.freeSpace()
        let shrunk = input.capacity
        #expect(shrunk == 128)
    }

    @Test func unfinishedOperationsSurviveCompaction() throws {
        var input = WireInput(capacity: 64)
        var seen: [Operation] = []
        for round in 0..<200 {
            let bytes = Array("MSG s 1 3\r\n\(100 + round)\r\nMSG s 1".utf8)
            bytes.withUnsafeBytes { input.receive($0) }
            seen += try input.operations()
            Array(" 1\r\nz\r\n".utf8).withUnsafeBytes { input.receive($0) }
            seen += try input.operations()
        }
        let unread = input.unreadBytes
        #expect(unread == 0)
        #expect(seen.count == 400)
        #expect(seen[398] == .message(subject: "s", id: 1, reply: "", headers: "", payload: "299"))
    }
}
