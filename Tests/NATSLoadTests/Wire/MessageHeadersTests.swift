@testable import NATSLoad
import Testing

struct MessageHeadersTests {
    private func decode(_ text: String) -> MessageHeaders? {
        Array(text.utf8).withUnsafeBytes { MessageHeaders(decoding: $0) }
    }

    @Test func encodedHeadersAreReadBack() throws {
        var headers = MessageHeaders(["Nats-Msg-Id": "7", "X": "a: b"])
        headers.append("X", "second")
        let copy = try #require(decode(String(decoding: headers.encoded, as: UTF8.self)))
        #expect(copy == headers)
        #expect(copy["X"] == "a: b")
        #expect(copy["Y"] == nil)
    }

    @Test func statusIsReadWithItsText() throws {
        let headers = try #require(decode("NATS/1.0 408 Request Timeout\r\nNats-Pending-Messages: 3\r\n\r\n"))
        #expect(headers.status == 408)
        #expect(headers.statusText == "Request Timeout")
        #expect(headers["Nats-Pending-Messages"] == "3")
    }

    @Test func lineEndsInAValueCanNotStartAnotherHeader() {
        let headers = MessageHeaders(["A": "1\r\nNats-Rollup: all"])
        #expect(String(decoding: headers.encoded, as: UTF8.self) == "NATS/1.0\r\nA: 1  Nats-Rollup: all\r\n\r\n")
    }

    @Test(arguments: ["", "HTTP/1.1 200\r\n\r\n", "NATS/1.0 abc\r\n\r\n"])
    func otherVersionsAreRefused(_ text: String) {
        #expect(decode(text) == nil)
    }

    @Test(arguments: [
        ("NATS/1.0 503\r\n\r\n", 503), ("NATS/1.0 100 Idle Heartbeat\r\n\r\n", 100),
        ("NATS/1.0\r\nA: 503\r\n\r\n", nil),
    ])
    func statusIsSeenWithoutReadingTheFields(_ text: String, _ status: Int?) {
        #expect(Array(text.utf8).withUnsafeBytes { MessageHeaders.status(of: $0) } == status)
    }
}
