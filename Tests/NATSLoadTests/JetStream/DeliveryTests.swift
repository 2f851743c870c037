import Testing

@testable import NATSLoad

struct DeliveryTests {
    private func read(_ text: String) -> Delivery? {
        Array(text.utf8).withUnsafeBytes { Delivery(reply: $0) }
    }

    @Test(arguments: [
        "$JS.ACK.S.c.2.17.19.1700000000000000000.5",
        "$JS.ACK._.ACCHASH.S.c.2.17.19.1700000000000000000.5.rand0m",
        "$JS.ACK.dom.ACCHASH.S.c.2.17.19.1700000000000000000.5",
    ])
    func bothFormsAreRead(_ text: String) throws {
        let delivery = try #require(read(text))
        #expect(
            delivery.count == 2 && delivery.streamSequence == 17 && delivery.consumerSequence == 19
                && delivery.pending == 5)
    }

    @Test(arguments: ["", "_INBOX.a.b", "$JS.ACK.S.c.x.17.19.1.5", "$JS.ACK.S.c.1.2.3.4", "a.b.c.d.e.f.g.h.i"])
    func otherSubjectsAreNone(_ text: String) {
        #expect(read(text) == nil)
    }
}
