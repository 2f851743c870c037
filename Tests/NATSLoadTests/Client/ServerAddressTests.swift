import Testing

@testable import NATSLoad

struct ServerAddressTests {
    @Test(arguments: [
        ("nats://h:1", "nats://h:1", nil as String?), ("h", "nats://h:4222", nil), ("tls://h/", "tls://h:4222", nil),
        ("nats://u:p@h:1", "nats://h:1", "u:p"), ("nats://tok@h", "nats://h:4222", "tok"),
        ("[::1]:7", "nats://[::1]:7", nil), ("NATS://h", "nats://h:4222", nil),
        ("nats://u:p@q@h", "nats://h:4222", "u:p@q"),
    ])
    func addressesAreRead(_ text: String, _ shown: String, _ user: String?) throws {
        let address = try ServerAddress(text)
        #expect(address.description == shown)
        #expect(address.userInfo == user)
    }

    @Test(arguments: [
        "", "http://h", "nats://", "h:0", "h:99999", "h:x", "[::1]x", "::1", "nats://fe80::1:4222", "h/path",
        "nats://a b",
        "nats://h:4222/js",
    ])
    func othersAreRefused(_ text: String) {
        #expect(throws: ServerAddress.Fault.self) { try ServerAddress(text) }
    }

    @Test(arguments: ["ws://h:8080", "wss://h", "WS://h"])
    func websocketsAreRefusedWithARemedy(_ text: String) {
        #expect {
            try ServerAddress(text)
        } throws: { error in
            "\(error)".contains("websockets aren't spoken here, take the server's port for clients")
        }
    }

    @Test func faultsDoNotShowWhoWeAre() {
        for text in ["nats://ada:secret@h:x", "ada:secret@h:x", "http://secret@h", "nats://ada:secret@"] {
            #expect {
                try ServerAddress(text)
            } throws: { error in
                !"\(error)".contains("secret")
            }
        }
    }

    @Test func listsMayHaveBlanks() throws {
        let servers = try ServerAddress.list(" a , nats://b:1,,c ")
        #expect(servers.map(\.description) == ["nats://a:4222", "nats://b:1", "nats://c:4222"])
    }

    @Test func userInAnAddressIsDecoded() {
        #expect(Credentials(userInfo: "u%40x:p%3A") == .user("u@x", password: "p:"))
        #expect(Credentials(userInfo: "secret") == .token("secret"))
    }
}
