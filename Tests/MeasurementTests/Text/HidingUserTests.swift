import Testing

@testable import Measurement

@Suite struct HidingUserTests {
    @Test(arguments: [
        ("nats://ann:secret@host:4222", "nats://…@host:4222"), ("ann:secret@host", "…@host"),
        ("http://a@b:c@proxy:8080", "http://…@proxy:8080"), ("http://proxy:8080", "http://proxy:8080"),
        ("http://@proxy", "http://@proxy"), ("", ""),
    ])
    func whatStandsBeforeTheHostIsNotShown(_ address: String, _ shown: String) {
        #expect(address.hidingUser == shown)
    }
}
