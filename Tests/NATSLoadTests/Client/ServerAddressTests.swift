import Testing

@testable import NATSLoad

struct ServerAddressTests {
    @Test(arguments: [
        ("nats://h:1", "nats://h:1", nil as String?), ("h", "nats://h:4222", nil), ("tls://h/", "tls://h:4222", nil),
        ("nats://u:p@h:1", "nats://h:1", "u:p"), ("nats://tok@h", "nats://h:4222", "tok"),
        ("[::1]:7", "nats://[::1]:7", nil),
    ])
    func addressesAreRead(_ text: String, _ shown: String, _ user: String?) throws {
        let address = try ServerAddress(text)
        #expect(address.description == shown)
        #expect(address.userInfo == user)
    }

    @Test(arguments: ["", "http://h", "nats://", "h:0", "h:99999", "h:x", "[::1]x"])
    func othersAreRefused(_ text: String) {
        #expect(throws: ServerAddress.Fault.self) { try ServerAddress(text) }
    }

    @Test func userInAnAddressIsDecoded() {
        #expect(Credentials(userInfo: "u%40x:p%3A") == .user("u@x", password: "p:"))
        #expect(Credentials(userInfo: "secret") == .token("secret"))
    }
}
