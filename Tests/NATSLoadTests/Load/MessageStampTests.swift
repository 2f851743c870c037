import Testing

@testable import NATSLoad

struct MessageStampTests {
    @Test func timesAreReadBack() throws {
        var block = MessageStamp.template()
        MessageStamp.write(into: &block, plannedNs: 123_456_789, sentNs: 123_999_999, wallOffsetNs: 5)
        let stamp = try #require(block.withUnsafeBytes { MessageStamp(headers: $0, wallOffsetNs: 77) })
        #expect(stamp == MessageStamp(planned: 123_456_789, sent: 123_999_999))
        let headers = try #require(block.withUnsafeBytes { MessageHeaders(decoding: $0) })
        #expect(headers[MessageStamp.header]?.utf8.count == 67)
    }

    @Test func fieldsBeforeTheStampAreNoHindrance() throws {
        var block = MessageStamp.template()
        MessageStamp.write(into: &block, plannedNs: 1, sentNs: 2, wallOffsetNs: 0)
        let text = String(decoding: block, as: UTF8.self).replacing(
            "NATS/1.0\r\n", with: "NATS/1.0\r\nNats-Stream: S\r\n")
        let stamp = Array(text.utf8).withUnsafeBytes { MessageStamp(headers: $0, wallOffsetNs: 0) }
        #expect(stamp?.sentNs == 2)
    }

    @Test func anotherMachinesTimesAreMovedToOurClock() throws {
        var block = MessageStamp.template()
        // There the monotonic clock is 1,000 behind the wall clock, here 400.
        MessageStamp.write(into: &block, plannedNs: 90, sentNs: 100, wallOffsetNs: 1000)
        let boot = String(MessageStamp.boot, radix: 16)
        let text = String(decoding: block, as: UTF8.self).replacing(
            boot, with: String(repeating: "a", count: boot.count))
        let stamp = try #require(Array(text.utf8).withUnsafeBytes { MessageStamp(headers: $0, wallOffsetNs: 400) })
        #expect(!stamp.isSameClock)
        #expect(stamp.sentNs == 700)
        #expect(stamp.plannedNs == 690)
    }

    @Test(arguments: [
        "", "NATS/1.0\r\n\r\n", "NATS/1.0\r\nPlimsoll-Time: 1\r\n\r\n",
        "NATS/1.0\r\nPlimsoll-Time: \(String(repeating: "z", count: 67))\r\n\r\n",
    ])
    func messagesWithoutAStampHaveNone(_ text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { MessageStamp(headers: $0, wallOffsetNs: 0) } == nil)
    }
}

extension MessageStamp {
    /// A stamp of this machine.
    fileprivate init(planned: Int64, sent: Int64) {
        self.init(plannedNs: planned, sentNs: sent, isSameClock: true)
    }
}
